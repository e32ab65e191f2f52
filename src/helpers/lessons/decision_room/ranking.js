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

  // The changes of one weight, from 0 to `most`, nearest upwards and nearest downwards, that put another option first.
  function switchesOf({ options, columns, names }, weights, which, most) {
    const now = weights[which],
      slope = columns[which];
    const total = options.map((_, o) => sum(columns.map((column, c) => column[o] * weights[c])));
    const best = Math.max(...total),
      found = [];
    const first = options.map((_, o) => o).filter((o) => total[o] >= best - LEVEL);
    for (const [way, sign, end] of [
      ["up", 1, most],
      ["down", -1, 0],
    ]) {
      const far = sign * (end - now);
      if (far <= 1e-12) continue;
      const leader = first.reduce((one, o) => (sign * slope[o] > sign * slope[one] ? o : one));
      const row = (at, winners) =>
        found.push({ criterion: names[which], now, at, way, options: winners.map((o) => options[o]) });
      if (new Set(first.map((o) => slope[o])).size > 1) {
        row(
          now,
          first.filter((o) => slope[o] === slope[leader]),
        );
        continue;
      }
      const gains = options.map((_, o) => sign * (slope[o] - slope[leader]));
      const steps = options.map((_, o) => (gains[o] > 0 ? (total[leader] - total[o]) / gains[o] : Infinity));
      const step = Math.min(...steps);
      if (step >= far - LEVEL) continue;
      const level = options.map((_, o) => o).filter((o) => Math.abs(steps[o] - step) <= LEVEL);
      const most_ = Math.max(...level.map((o) => gains[o]));
      row(
        now + sign * step,
        level.filter((o) => gains[o] === most_),
      );
    }
    return found;
  }

  function nearest(scores, weights, most) {
    const found = scores.names.flatMap((_, c) => switchesOf(scores, weights, c, most));
    const away = (one) => Math.abs(one.at - one.now);
    const least = Math.min(...found.map(away));
    return found.find((one) => away(one) <= least + LEVEL);
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

  return { sum, numbersOf, scoresOf, ranking, switchesOf, nearest, shares };
})();
