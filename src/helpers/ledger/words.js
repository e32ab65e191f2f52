// The portrait in words where no Python runs: of what the reader keeps it says what words.py beside this file does.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const wordsOfPage = (() => {
  const { has } = workbook;
  const { READ, COMPARED, said } = saying;
  const { rowOf } = ledgerOfPage;

  function drawn({ id, item, compare }, all) {
    const value = has(all.predictions, id) ? all.predictions[id].value : null;
    if (!Array.isArray(value) || READ.line(item, value)) return [];
    const compared = compare ? ` ${COMPARED.line(compare, value)}` : "";
    return [`Lesson ${id.split(".")[0]}: ${said(item, value)}.${compared}`];
  }

  // As again.py: checks not right yet, quiz questions missed at first, verdicts that the tables don't share.
  function again(content, rows, all) {
    const tries = (section, id) => (has(all[section], id) ? all[section][id].tries : []).map(({ right }) => right);
    return content.lessons.flatMap(({ lesson, checks, quiz }) =>
      [
        ...checks.flatMap(([id, asked]) => {
          const tried = tries("answers", id);
          return tried.length && !tried.includes(true) ? [`not right yet, ${asked}.`] : [];
        }),
        ...quiz.flatMap(([id, asked]) => {
          const tried = tries("quiz", id);
          if (tried[0] !== false) return [];
          const when = tried.includes(true) ? "at the second go or later" : "not right yet";
          return [`in the quiz ${when}, “${asked}”`];
        }),
        ...rows
          .filter((row) => row.lesson === lesson && row.basis === "tables" && row.last && row.says !== null)
          .filter(({ last, says }) => last.value !== says)
          .map(({ id, claim, last, says }) => {
            const [mine, theirs] = [last.value, says].map((one) => content.words[one].toLowerCase());
            return `${id}, “${claim}” You: ${mine}. The tables: ${theirs}.`;
          }),
      ].map((text) => `Lesson ${lesson}: ${text}`),
    );
  }

  // Each part that has something to say: [title, sentences].
  function told(content, all) {
    const rows = content.claims.map((claim) => rowOf(claim, content.words, all));
    const moved = rows.filter(({ movedBy }) => movedBy).map(({ id, movedBy }) => `${id}: “${movedBy}”`);
    const lines = content.lines.flatMap((line) => drawn(line, all));
    const parts = [moved, lines, again(content, rows, all)];
    return content.titles.map((title, i) => [title, parts[i]]).filter(([, some]) => some.length);
  }

  function filled({ nothing }, parts) {
    if (!parts.length) return [make("p", {}, nothing)];
    return parts.flatMap(([title, some]) => [
      make("p", {}, make("strong", {}, title)),
      make("ul", {}, ...some.map((text) => make("li", {}, text))),
    ]);
  }

  // Keeps the words true to what is kept.
  function show(content, kept, place) {
    let last = "";
    const renew = () => {
      const now = told(content, kept.all()),
        text = JSON.stringify(now);
      if (text === last) return;
      last = text;
      place.replaceChildren(...filled(content, now));
    };
    renew();
    kept.onChange(renew);
  }

  return { show, told };
})();
