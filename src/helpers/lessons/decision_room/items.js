// What the checks of lesson 9 take from the reader's own scores, as items.py beside this file does in the notebook.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const ownItems = (() => {
  const { scoresOf, ranking, switchesOf, hinges, dominated } = additive;
  const { fixed, listed } = saying;
  const EQUAL = 5,
    PROBLEM = "Nothing is scored yet: fill in the forms above first.";
  const alike = ({ names }) => names.map(() => EQUAL);
  const quoted = (names) => listed(names.map((one) => `“${one}”`));

  const FOUND = {
    beaten({ ids, none }, scores) {
      const found = dominated(scores, true);
      const plain = (given) => given.replace(/^[ .!"']+|[ .!"']+$/g, "").toLowerCase();
      const known = new Map(
        scores.options.flatMap((label, i) => [ids[i], label].map((text) => [text.toLowerCase(), label])),
      );
      const labelOf = (given) => known.get(plain(given));
      const isNone = (given) => none.includes(plain(given));
      const idOf = (label) => ids[scores.options.indexOf(label)];
      const meets = {
        unknown: (given) => labelOf(given) === undefined && !isNone(given),
        twins: (given) => isNone(given) && !dominated(scores, false).size && found.size > 0,
        some: (given) => isNone(given) && found.size > 0,
        last: (given) => labelOf(given) === ranking(scores, alike(scores)).at(-1).option && !found.has(labelOf(given)),
      };
      function right(given) {
        if (!found.size)
          return "None of your options is beaten everywhere: for each there is a point of view that speaks for it.";
        const label = labelOf(given),
          others = [...found.keys()].filter((one) => one !== label);
        const more = others.length ? ` The same holds for ${quoted(others)}.` : "";
        return (
          `On no criterion is it better than ${quoted(found.get(label))}, so no weights ` +
          `can put it first alone.${more}`
        );
      }
      return { expected: found.size ? [...found.keys()].flatMap((one) => [one, idOf(one)]) : none, meets, right };
    },

    flip({ most }, scores) {
      const points = hinges(scores, alike(scores), most);
      const moved = points.flatMap((point) => point.moved);
      const stop = ({ way, at }) => (way === "up" ? Math.floor(at) + 1 : Math.ceil(at) - 1);
      const meets = {
        another: (given) =>
          scores.names.some((name, c) => {
            const found = switchesOf(scores, alike(scores), c, most);
            if (!found.length || moved.some((one) => one.criterion === name)) return false;
            const nearest = found.reduce((best, one) => (one.step < best.step ? one : best));
            return Math.abs(nearest.moved[0].at - given) < 0.5;
          }),
        not_yet: (given) =>
          moved.some(
            ({ at }) => Math.abs(given - EQUAL) < Math.abs(at - EQUAL) - 0.1 && (given - EQUAL) * (at - EQUAL) > 0,
          ),
      };
      function right(given) {
        if (!points.length)
          return (
            "Whatever one weight, or any two, an opponent may change, the first place stays as it is. Your " +
            "advice hangs on your scores: whoever differs must show you another fact."
          );
        const off = (point) =>
          Math.min(...point.moved.map((one) => Math.min(Math.abs(one.at - given), Math.abs(stop(one) - given))));
        const point = points.reduce((best, one) => (off(one) < off(best) ? one : best));
        const where = point.moved.map(
          ({ criterion, way, at }) => `${criterion} ${way === "up" ? "above" : "below"} ${fixed(at, 1)}`,
        );
        const many = point.moved.length === 1 ? "one weight" : "two weights";
        const need = point.moved.length === 1 ? "criteria need" : "pairs need";
        const others = new Set(points.map((one) => one.moved.map(({ criterion }) => criterion).join("\n"))).size;
        const tail = others > 1 ? ` (${others} ${need} an equally small push; each of them is right.)` : "";
        return (
          `${listed(where)}: first place for ${listed(point.options)}. Same facts, same scores, ${many} ` +
          `apart.${tail}`
        );
      }
      return { expected: [...new Set([...moved.map(({ at }) => at), ...moved.map(stop)])], meets, right };
    },
  };

  // {expected, right(value), meets(name of a condition, value)} for a check; {problem} where nothing is scored yet.
  return (own, kept) => {
    const scores = scoresOf(own.scores, kept);
    if (!scores.names.length) return { problem: PROBLEM };
    const { expected, meets, right } = FOUND[own.by](own, scores);
    return { expected, right, meets: (name, value) => meets[name](value) };
  };
})();
