// A distribution drawn: bars for a choice, a histogram for a number, lines in their axes for what was drawn.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const wallPicture = (() => {
  const NAMES = ["First vote", "Second vote"];
  const { answers, share, words } = ballots;

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

  const FOOT = 44; // below the axis
  const EDGE = 10;

  function histogram(question, found, most, wide, high) {
    const bins = ballots.binsOf(question);
    const single = bins.every(({ from, to }) => to === from + 1);
    const [start, end] = [bins[0].from, bins.at(-1).to];
    const x = (value) => EDGE + ((value - start) / (end - start)) * (wide - 2 * EDGE);
    const top = (i) => high - FOOT - (share(found, i) / most) * (high - FOOT - 26);
    const text = (at, y, anchor, words, more = {}) =>
      shape("text", { x: at, y, "text-anchor": anchor, ...more }, words);
    const node = shape("svg", { viewBox: `0 0 ${wide} ${high}`, class: "histogram" });
    bins.forEach(({ from, to }, i) => {
      const middle = (x(from) + x(to)) / 2;
      node.append(
        shape("rect", { x: x(from) + 1, y: top(i), width: x(to) - x(from) - 2, height: high - FOOT - top(i) }),
      );
      if (found.counts[i]) node.append(text(middle, top(i) - 7, "middle", String(found.counts[i]), { class: "n" }));
      if (single || i) node.append(text(single ? middle : x(from), high - FOOT + 19, "middle", saying.amount(from)));
    });
    if (!single) {
      node.append(text(2, high - FOOT + 19, "start", saying.amount(start)));
      node.append(text(wide - 2, high - FOOT + 19, "end", saying.amount(question.high)));
    }
    const base = { x1: EDGE, x2: wide - EDGE, y1: high - FOOT, y2: high - FOOT };
    node.append(shape("line", base), text(wide - 2, high - 3, "end", question.unit));
    return node;
  }

  function lines(question, found, _, wide, high) {
    const axes = axesOf({ ...question, min: question.low, max: question.high }, wide, high);
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

  // Bars have one scale in both votes: the share of the class, up to the fullest bar. A picture beside another is drawn in
  // fewer units, so that its text is as large.
  function of(question, found) {
    const shares = found.flatMap((one) => (one.missing || !one.counts ? [] : one.counts.map((_, i) => share(one, i))));
    const [wide, high] = found.length > 1 ? [420, 300] : [720, 330];
    const { each } = words(question, found);
    const parts = found.map((one, i) => {
      const picture = one.missing
        ? ""
        : DRAWN[question.sheet ? "number" : question.kind](question, one, Math.max(...shares), wide, high);
      if (picture) picture.setAttribute("aria-hidden", "true"); // the sentence and the table say it
      if (found.length === 1) return make("figure", {}, picture);
      return make(
        "figure",
        {},
        make("figcaption", {}, `${NAMES[i]}: ${answers(one.n)}`),
        make("p", {}, each[i]),
        picture,
      );
    });
    const legend = [make("i", { class: "middle" }), "the middle", make("i", { class: "half" }), "the middle half"];
    const known = question.known?.length ? [make("i", { class: "known" }), "known"] : [];
    const key =
      question.kind === "drawn" ? [make("p", { class: "key", "aria-hidden": "true" }, ...legend, ...known)] : [];
    return make("div", { class: "pictures" }, ...key, make("div", { class: "beside" }, ...parts));
  }

  // seen: whether it stands in the place of the picture, or is there for those who don't see that.
  function table([head, ...rows], seen) {
    const cells = (row) => [
      make("th", { scope: "row" }, String(row[0])),
      ...row.slice(1).map((one) => make("td", {}, String(one))),
    ];
    return make(
      "div",
      {
        class: seen ? "rows" : "unseen",
        tabindex: seen && "0",
        role: "region",
        "aria-label": "The distribution as a table",
      },
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
