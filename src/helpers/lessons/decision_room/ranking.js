// The reader's scores and their additive ranking, as helpers/models/ranking.py computes it: `weights` is a list beside
// `scores.names`.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const additive = (() => {
  const LEVEL = 1e-9; // sums that differ by less are equal
  const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

  // The numbers kept under an id, as long as they fit; null where they don't.
  function numbersOf(kept, id, many, low, high) {
    const given = kept.entry("answers", id)?.value;
    const fits = (one) => typeof one === "number" && one >= low && one <= high;
    return Array.isArray(given) && given.length === many && given.every(fits) ? given : null;
  }

  // What is scored: names of options and criteria, and for each criterion its scores in the order of the options.
  function scoresOf({ options, criteria, low, high }, kept) {
    const names = [],
      columns = [];
    for (const [id, name] of Object.entries(criteria)) {
      const column = numbersOf(kept, id, options.length, low, high);
      if (column) {
        names.push(name);
        columns.push(column);
      }
    }
    return { options, all: Object.values(criteria), names, columns };
  }

  function ranking({ options, columns }, weights) {
    const whole = sum(weights);
    const parts = options.map((_, o) => columns.map((column, c) => column[o] * (whole ? weights[c] / whole : 0)));
    const totals = parts.map((own) => Number(sum(own).toFixed(12)) + 0);
    const rows = options.map((option, o) => ({
      option,
      parts: parts[o],
      total: totals[o],
      rank: 1 + totals.filter((other) => other > totals[o]).length,
    }));
    return rows.sort((one, other) => one.rank - other.rank);
  }

  // How far weights must be pushed (a list of [which, 1 or -1]) until others win, and who; null where the scale ends first.
  function changeOf({ options, columns }, weights, push, most) {
    const room = Math.min(...push.map(([c, sign]) => (sign > 0 ? most - weights[c] : weights[c])));
    if (room <= 1e-12) return null;
    const total = options.map((_, o) => sum(columns.map((column, c) => column[o] * weights[c])));
    const slope = options.map((_, o) => sum(push.map(([c, sign]) => sign * columns[c][o])));
    const best = Math.max(...total);
    const first = options.map((_, o) => o).filter((o) => total[o] >= best - LEVEL);
    const fastest = Math.max(...first.map((o) => slope[o]));
    const leaders = first.filter((o) => slope[o] === fastest);
    const named = (some) => some.map((o) => options[o]);
    if (leaders.length < first.length) return { step: 0, options: named(leaders) };
    const gains = slope.map((own) => own - fastest);
    const steps = gains.map((gain, o) => (gain > 0 ? (total[first[0]] - total[o]) / gain : Infinity));
    const step = Math.min(...steps);
    if (step >= room - LEVEL) return null;
    const level = options.map((_, o) => o).filter((o) => Math.abs(steps[o] - step) <= LEVEL);
    const most_ = Math.max(...level.map((o) => gains[o]));
    return { step, options: named(level.filter((o) => gains[o] === most_)) };
  }

  // The changes, from 0 to `most`, that put another option first: of each list of pushes the one it makes, if any.
  function changes(scores, weights, pushes, most) {
    return pushes.flatMap((push) => {
      const found = changeOf(scores, weights, push, most);
      const moved = push.map(([c, sign]) => ({
        criterion: scores.names[c],
        now: weights[c],
        way: sign > 0 ? "up" : "down",
        at: found && weights[c] + sign * found.step,
      }));
      return found ? [{ ...found, moved }] : [];
    });
  }

  // Those of one weight, upwards and downwards.
  const switchesOf = (scores, weights, which, most) => changes(scores, weights, [[[which, 1]], [[which, -1]]], most);

  // The smallest changes: of one weight; where none can, of two, both moved equally far; none where no two can.
  function hinges(scores, weights, most) {
    const all = scores.names.map((_, c) => c);
    const pairs = all.flatMap((c) => all.slice(c + 1).map((d) => [c, d]));
    const both = pairs.flatMap(([c, d]) =>
      [1, -1].flatMap((one) =>
        [1, -1].map((two) => [
          [c, one],
          [d, two],
        ]),
      ),
    );
    let found = all.flatMap((c) => switchesOf(scores, weights, c, most));
    if (!found.length) found = changes(scores, weights, both, most);
    const least = Math.min(...found.map((one) => one.step));
    return found.filter((one) => one.step <= least + LEVEL);
  }
  const nearest = (...asked) => hinges(...asked)[0];

  // The options that another is never worse than and once better, or, where twins count, never worse: a Map from each to
  // those others.
  function dominated({ options, columns }, twins) {
    const found = new Map();
    options.forEach((one, o) =>
      options.forEach((other, p) => {
        const better = columns.map((column) => column[p] - column[o]);
        if (o === p || better.some((gain) => gain < 0) || !(twins || better.some((gain) => gain > 0))) return;
        found.set(one, [...(found.get(one) ?? []), other]);
      }),
    );
    return found;
  }

  // The share of all ways to deal `points` to the scored criteria in which each option wins alone; and how many ways.
  function shares({ options, columns }, points = 20) {
    const wins = options.map(() => 0);
    let ways = 0;
    const deal = (which, left, totals) => {
      if (which === columns.length - 1) {
        const last = totals.map((total, o) => total + left * columns[which][o]);
        const best = Math.max(...last),
          winners = last.flatMap((total, o) => (total === best ? [o] : []));
        ways += 1;
        if (winners.length === 1) wins[winners[0]] += 1;
        return;
      }
      for (let given = 0; given <= left; given++)
        deal(
          which + 1,
          left - given,
          totals.map((total, o) => total + given * columns[which][o]),
        );
    };
    deal(
      0,
      points,
      options.map(() => 0),
    );
    return { ways, share: wins.map((many) => (100 * many) / ways) };
  }

  return { sum, numbersOf, scoresOf, ranking, switchesOf, hinges, nearest, dominated, shares };
})();
