// Pictures that a page draws itself: 8 x 4.5 inches, laid out as helpers/pictures/figures.py does, and dark on a dark page.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const svg = (() => {
  const WIDE = 1120,
    HIGH = 630,
    PT = WIDE / 8 / 72;
  const INK = "#1a1a1a",
    SOFT = "#555555",
    FAINT = "#767676",
    OTHERS = "#8c8c8c";
  const known = { ...DARK }; // a colour on white: the one for it on a dark page (helpers/pictures/dark.py)
  const safe = (text) => String(text).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

  function text(x, y, words, { size = 11, fill = INK, anchor = "start", bold = false } = {}) {
    return (
      `<text x="${x}" y="${y + size * PT * 0.36}" font-size="${size * PT}" fill="${fill}" text-anchor="${anchor}"` +
      `${bold ? ' font-weight="bold"' : ""}>${safe(words)}</text>`
    );
  }
  const rect = (x, y, wide, high, fill, edge = "") =>
    `<rect x="${x}" y="${y}" width="${wide}" height="${high}" fill="${fill}"${edge}/>`;

  function wrapped(words, most) {
    const lines = [""];
    for (const word of words.split(" ")) {
      if (lines.at(-1) && `${lines.at(-1)} ${word}`.length > most) lines.push(word);
      else lines.push([lines.pop(), word].filter(Boolean).join(" "));
    }
    return lines;
  }

  function picture(title, measure, source, inside) {
    const lines = wrapped(title, 64),
      size = lines.length > 1 ? 16 * 0.82 : 16;
    const parts = [
      ...lines.map((line, i) =>
        text(0.03 * WIDE, 0.045 * HIGH + (0.55 + 1.15 * i) * size * PT, line, { size, bold: true }),
      ),
      text(0.03 * WIDE, 0.155 * HIGH, measure, { fill: SOFT }),
      ...source
        .split("\n")
        .reverse()
        .map((line, i) => text(0.03 * WIDE, 0.985 * HIGH - (0.6 + 1.2 * i) * 8 * PT, line, { size: 8, fill: SOFT })),
      ...inside,
    ];
    const drawn = [rect(0, 0, WIDE, HIGH, "#ffffff"), ...parts].join("");
    const rules = [...new Set(drawn.match(/#[0-9a-f]{6}(?=")/g))].map((light) =>
      ["fill", "stroke"].map((kind) => `[${kind}="${light}"]{${kind}:${known[light]}}`).join(""),
    );
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" viewBox="0 0 ${WIDE} ${HIGH}" ` +
      `font-family="'DejaVu Sans', Verdana, sans-serif">` +
      `<style>@media (prefers-color-scheme:dark){${rules.join("")}}</style>${drawn}</svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }

  const learn = (more) => Object.assign(known, more);

  return { WIDE, HIGH, PT, INK, SOFT, FAINT, OTHERS, text, rect, picture, learn };
})();
