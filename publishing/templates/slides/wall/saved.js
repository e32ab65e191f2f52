// The counts of all votes that are closed, as a table to keep (CSV): no answer of a single person, nothing of fewer than five.

// biome-ignore lint/correctness/noUnusedVariables: for the file glued after this one
const wallSaved = (() => {
  const HEAD = ["question", "asked", "vote", "answers", "of", "what", "value"];

  // [of, what, value] of a distribution: a count for each label, or for each year the middle and the ends of its half.
  function parts({ years }, { missing, labels, counts, lower, middle, upper }) {
    if (missing) return [["", "too few to show", ""]];
    if (labels) return labels.map((label, i) => [label, "count", counts[i]]);
    const named = { "lower quartile": lower, median: middle, "upper quartile": upper };
    return years.flatMap((year, i) => Object.entries(named).map(([what, line]) => [year, what, line[i]]));
  }

  const cell = (one) => (typeof one === "number" ? String(one) : `"${String(one).replaceAll('"', '""')}"`);

  // all: [[question, [distribution of each closed vote, in order]]]
  function csv(all) {
    const rows = all.flatMap(([question, found]) =>
      found.flatMap((one, i) =>
        parts(question, one).map((part) => [question.id, question.text, i + 1, one.n, ...part]),
      ),
    );
    return `${[HEAD, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
  }

  return { csv };
})();
