// The memo as a page of HTML and as Markdown, letter for letter as memo_page.py beside this file writes them. `page` is
// what stands in every memo (memo_on_page.py), `memo` what memo.js composes.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const memoPage = (() => {
  const { fixed, plusMinus } = saying;
  const LETTERS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const safe = (text) => String(text).replace(/[&<>"']/g, (one) => LETTERS[one]);
  const headOf = ({ head, nobody }, { name }) =>
    head.map(([title, value]) => [title, value === nobody ? name || nobody : value]);

  // How many ordinary letters are as wide as a text.
  function widthIn(ranges) {
    const isWide = (code) => {
      let [low, high] = [0, ranges.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ranges[middle][1] < code) low = middle + 1;
        else high = middle;
      }
      return low < ranges.length && ranges[low][0] <= code;
    };
    return (text) =>
      [...text].reduce((sum, one) => sum + (/\p{Uppercase}/u.test(one) || isWide(one.codePointAt(0)) ? 2 : 1), 0);
  }

  // The type size in points at which so much text stays on one page.
  function sizeOf({ sizes, wide }, memo) {
    const width = widthIn(wide);
    const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
    const widths = (texts) => sum(texts.map(width));
    const full =
      sum(memo.evidence.map((one) => width(one.wording) + width(one.finding) + 0.85 * width(one.note) + 100)) +
      widths([memo.because, memo.why, memo.objection, memo.forecast, memo.line, memo.road, memo.other]) +
      widths(memo.drawn) +
      1.7 * widths(memo.reasons) +
      sum(memo.sources.map((one) => 0.55 * width(one.join("")) + 20));
    return sizes.find(([most]) => most === null || full <= most)[1];
  }

  function rankingFigure(ranking) {
    if (!ranking.length) return "";
    const [high, middle, unit, top] = [22, 222, 40, 14],
      end = top + high * ranking.length;
    const options = ranking.map(
      ([text, total, chosen]) => `${text} ${plusMinus(total, 2)}${chosen ? " (recommended)" : ""}`,
    );
    const words = safe(`Bars: the options by their total, best first. ${options.join("; ")}.`);
    const ticks = [-2, 0, 2].map((n) => {
      const x = middle + n * unit;
      return (
        `<line x1="${x}" x2="${x}" y1="${top}" y2="${end}" stroke="${n ? "#ddd" : "#1a1a1a"}"/>` +
        `<text x="${x}" y="9" font-size="9" fill="#555" text-anchor="middle">${plusMinus(n, 0)}</text>`
      );
    });
    const bars = ranking.map(([text, total, chosen], place) => {
      const y = top + high * place,
        bold = chosen ? ' font-weight="bold"' : "";
      const x = fixed(middle + Math.min(total, 0) * unit, 1),
        long = fixed(Math.abs(total) * unit, 1);
      return (
        `<text x="0" y="${y + 15}" font-size="10"${bold}>${chosen ? "▸ " : ""}${safe(text)}</text>` +
        `<rect x="${x}" y="${y + 6}" width="${long}" height="11" fill="${chosen ? "#0b5fa5" : "#8c8c8c"}"/>` +
        `<text x="${middle + 2 * unit + 12}" y="${y + 15}" font-size="10"${bold}>${plusMinus(total, 2)}</text>`
      );
    });
    return (
      `<figure><svg viewBox="0 0 345 ${end}" role="img" aria-label="${words}"><title>${words}</title>` +
      `${ticks.join("")}${bars.join("")}</svg>` +
      "<figcaption>My scores, weighed: −2 very bad, +2 very good.</figcaption></figure>"
    );
  }

  function evidenceItem(one) {
    const marks = one.marks.map((mark) => `<a href="#source-${mark}">[${mark}]</a>`).join("");
    const more = one.more ? ` <span class="small">(${one.more} more in lesson ${one.lesson})</span>` : "";
    const note = one.note ? ` <span class="small">What moved me, or what would: “${safe(one.note)}”</span>` : "";
    return (
      `<li><strong>${safe(one.claim)}</strong> ${safe(one.wording)} <em>My verdict: ${safe(one.mine)}.</em> ` +
      `${safe(one.theirs)}. ${safe(one.finding)}<sup>${marks}</sup>${more}${note}</li>`
    );
  }

  function sourceItem([cited, address], i) {
    const where = safe(address);
    const shown = /^https?:\/\//.test(address) ? ` <a href="${where}">${where}</a>` : where && ` ${where}`;
    return `<li id="source-${i + 1}">${safe(cited)}.${shown}</li>`;
  }

  function html(page, memo) {
    const { headings, none } = page;
    const section = (name, ...inside) => `<section><h2>${safe(headings[name])}</h2>${inside.join("")}</section>`;
    const p = (text) => `<p>${safe(text)}</p>`,
      small = (text) => `<p class="small">${safe(text)}</p>`,
      some = (text, shown = p) => (text ? shown(text) : "");
    const evidence = memo.evidence.length
      ? `<ul class="evidence">${memo.evidence.map(evidenceItem).join("")}</ul>`
      : p(none.evidence);
    return [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      "<title>Memo to the President, 1 September 2024</title>",
      `<style>${page.style}html { font-size: ${sizeOf(page, memo)}pt; }</style></head><body>`,
      "<header><h1>Memorandum</h1><dl>",
      ...headOf(page, memo).map(([name, value]) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`),
      "</dl></header><main>",
      section(
        "recommendation",
        `<p class="advice">${safe(memo.recommendation)}.</p>`,
        some(memo.because && `“${memo.because}”`),
      ),
      section("why", p(memo.why || none.why)),
      `<div class="why">${section("reasons", ...memo.reasons.map(p))}${rankingFigure(memo.ranking)}</div>`,
      section("evidence", evidence),
      ...memo.drawn.map(small),
      some(memo.road, small),
      memo.objection || memo.other ? section("objection", some(memo.objection), some(memo.other)) : "",
      section("forecast", p(memo.forecast || none.forecast)),
      section("line", p(memo.line || none.line)),
      memo.sources.length
        ? section("sources", `<ol class="sources">${memo.sources.map(sourceItem).join("")}</ol>`)
        : "",
      `</main><footer class="foot">${safe(page.foot)}</footer></body></html>`,
    ].join("");
  }

  // A text that Markdown shows as it stands, as memo_page.neutral.
  const neutral = (text) =>
    (/&#?[\p{L}\p{N}_]+;/u.test(text) ? text.replaceAll("&", "&amp;") : text)
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replace(/[\\`*_{}[\]|~$^@]/g, "\\$&")
      .replace(/:\/\/|(?<=www)\./gi, "\\$&")
      .replace(/^(\p{Nd}*)([#+\-=:.)])/u, "$1\\$2");

  function markdown(page, memo) {
    const { headings, none } = page;
    const section = (name, ...inside) => [`## ${headings[name]}`, ...inside];
    const table = [
      "The options by my scores, weighed (−2 very bad, +2 very good):",
      [
        "| Option | Total |",
        "|:--|--:|",
        ...memo.ranking.map(
          ([text, total, chosen]) => `| ${neutral(text)}${chosen ? " (recommended)" : ""} | ${plusMinus(total, 2)} |`,
        ),
      ].join("\n"),
    ];
    const evidence = memo.evidence.map((one) =>
      [
        `- **${one.claim}** ${neutral(one.wording)} *My verdict: ${neutral(one.mine)}.* ${neutral(one.theirs)}. ` +
          neutral(one.finding),
        ...one.marks.map((mark) => `[${mark}]`),
        ...(one.more ? [`(${one.more} more in lesson ${one.lesson})`] : []),
        ...(one.note ? [`What moved me, or what would: “${neutral(one.note)}”`] : []),
      ].join(" "),
    );
    const against = [memo.objection, memo.other].filter(Boolean).join(" ");
    const sources = memo.sources.map(([cited, address], i) => {
      const where = /^https?:\/\/[^\s<>]+$/.test(address) ? `<${address}>` : neutral(address);
      return [`${i + 1}.`, neutral(`${cited}.`), where].filter(Boolean).join(" ");
    });
    const blocks = [
      "# Memorandum",
      headOf(page, memo)
        .map(([name, value]) => `**${name}:** ${neutral(value)}  `)
        .join("\n"),
      ...section("recommendation", `**${neutral(memo.recommendation)}.**`),
      ...(memo.because ? [`“${neutral(memo.because)}”`] : []),
      ...section("why", neutral(memo.why || none.why)),
      ...section("reasons", memo.reasons.map(neutral).join(" ")),
      ...(memo.ranking.length ? table : []),
      ...section("evidence", ...(evidence.length ? evidence : [none.evidence])),
      ...memo.drawn.map(neutral),
      ...(memo.road ? [neutral(memo.road)] : []),
      ...(against ? section("objection", neutral(against)) : []),
      ...section("forecast", neutral(memo.forecast || none.forecast)),
      ...section("line", neutral(memo.line || none.line)),
      ...(sources.length ? section("sources", sources.join("\n")) : []),
      "---",
      page.foot,
    ];
    return `${blocks.join("\n\n")}\n`;
  }

  return { html, markdown };
})();
