// A distribution drawn: bars for a choice, a histogram for a number, lines in their axes for what was drawn.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const wallPicture = (() => {
  const NAMES = ["First vote", "Second vote"];
  const { answers, share, words, tooFew } = ballots;

  function bars(_, found, most) {
    const rows = found.labels.map((label, i) =>
      make(
        "div",
        { class: "bar" },
        make("span", { class: "name" }, label),
        make("i", { style: `width: ${(100 * share(found, i)) / most}%` }),
        make("b", {}, `${found.counts[i]} · ${share(found, i)} %`),
      ),
    );
    return make("div", { class: "bars" }, ...rows);
  }

  const [WIDE, HIGH, FOOT, LEFT] = [560, 330, 44, 8];

  function histogram(question, found, most) {
    const wide = (WIDE - 2 * LEFT) / found.labels.length;
    const top = (i) => HIGH - FOOT - (share(found, i) / most) * (HIGH - FOOT - 26);
    const node = shape("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "histogram" });
    const single = found.labels.length === question.high - question.low + 1;
    const edges = [...ballots.binsOf(question).map(({ from }) => from), ...(single ? [] : [question.high])];
    found.labels.forEach((_, i) => {
      const x = LEFT + i * wide;
      node.append(shape("rect", { x: x + 1, y: top(i), width: wide - 2, height: HIGH - FOOT - top(i) }));
      if (found.counts[i])
        node.append(
          shape(
            "text",
            { x: x + wide / 2, y: top(i) - 7, "text-anchor": "middle", class: "n" },
            String(found.counts[i]),
          ),
        );
    });
    edges.forEach((edge, i) => {
      const x = LEFT + (i + (single ? 0.5 : 0)) * wide;
      const anchor = single ? "middle" : i === 0 ? "start" : i === edges.length - 1 ? "end" : "middle";
      const at = anchor === "start" ? x - LEFT + 2 : anchor === "end" ? x + LEFT - 2 : x;
      node.append(shape("text", { x: at, y: HIGH - FOOT + 19, "text-anchor": anchor }, saying.amount(edge)));
    });
    node.append(
      shape("line", { x1: LEFT, x2: WIDE - LEFT, y1: HIGH - FOOT, y2: HIGH - FOOT }),
      shape("text", { x: WIDE - 2, y: HIGH - 4, "text-anchor": "end" }, question.unit),
    );
    return node;
  }

  function lines(question, found) {
    const axes = axesOf({ ...question, min: question.low, max: question.high }, 620, 340);
    axes.node.removeAttribute("height");
    const points = (line) => question.years.map((year, i) => [year, line[i]]);
    const joint = question.known.at(-1);
    const from = (line) => [...(joint ? [joint] : []), ...points(line)];
    const edge = (line) =>
      points(line).map(([year, value]) => `${axes.x(year).toFixed(1)} ${axes.y(value).toFixed(1)}`);
    axes.lines.append(
      ...found.lines.map((line) => lineThrough(from(line), axes, "one")),
      shape("path", { class: "half", d: `M${[...edge(found.upper), ...edge(found.lower).reverse()].join("L")}Z` }),
      lineThrough(question.known, axes, "known"),
      lineThrough(points(found.middle), axes, "middle"),
    );
    return axes.node;
  }

  const DRAWN = { choice: bars, number: histogram, drawn: lines };

  // Bars have one scale in both votes: the share of the class, up to the fullest bar.
  function of(question, found) {
    const shares = found.flatMap((one) => (one.missing || !one.counts ? [] : one.counts.map((_, i) => share(one, i))));
    const parts = found.map((one, i) =>
      make(
        "figure",
        { class: `vote-${i + 1}`, role: "img", "aria-label": words(question, [one]) },
        ...(found.length > 1 ? [make("figcaption", {}, `${NAMES[i]}: ${answers(one.n)}`)] : []),
        one.missing ? make("p", {}, tooFew(one)) : DRAWN[question.kind](question, one, Math.max(...shares)),
      ),
    );
    const legend = [make("i", { class: "middle" }), "the middle", make("i", { class: "half" }), "the middle half"];
    const known = question.known?.length ? [make("i", { class: "known" }), "known"] : [];
    const key =
      question.kind === "drawn" ? [make("p", { class: "key", "aria-hidden": "true" }, ...legend, ...known)] : [];
    return make("div", { class: "pictures" }, ...key, make("div", { class: "beside" }, ...parts));
  }

  function table([head, ...rows]) {
    const cells = (row) => [
      make("th", { scope: "row" }, String(row[0])),
      ...row.slice(1).map((one) => make("td", {}, String(one))),
    ];
    return make(
      "div",
      { class: "rows", tabindex: "0", role: "region", "aria-label": "The distribution as a table" },
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, ...head.map((one) => make("th", { scope: "col" }, one)))),
        make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row)))),
      ),
    );
  }

  return { of, table };
})();
