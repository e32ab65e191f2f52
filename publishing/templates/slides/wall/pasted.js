// What is pasted from Zoom, a learning platform or a polling service: the column that answers is found, everything else is
// dropped at once, names first of all. No text of it is kept or shown.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const wallPasted = (() => {
  const PLACES = ["first", "second", "third"];
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/[“”„"«»]/g, "")
      .replace(/[’‘]/g, "'")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase()
      .replace(/[.;]+$/, "");
  const LETTER = /^\(?([a-z])(?:[).:]+(?:\s+(.*))?|\))?$/;

  // Rows of cells; a cell in quotation marks may hold the delimiter and lines. Without a delimiter a line is a cell.
  function rowsOf(text, delimiter) {
    if (!delimiter)
      return text.split(/\r\n|\r|\n/).map((line) => [
        line
          .trim()
          .replace(/^"(.*)"$/, "$1")
          .replace(/""/g, '"'),
      ]);
    const rows = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const one = text[i];
      const row = rows.at(-1);
      if (quoted && one === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
      else if (one === '"' && (quoted || !row.at(-1).trim())) quoted = !quoted;
      else if (!quoted && one === delimiter) row.push("");
      else if (!quoted && (one === "\n" || one === "\r")) {
        if (one === "\r" && text[i + 1] === "\n") i++;
        rows.push([""]);
      } else row[row.length - 1] += one;
    }
    return rows.map((row) => row.map((cell) => cell.trim()));
  }

  // A number as people and platforms write it: 1,234 · 45 % · 4,5 · 12 km; undefined where it is none.
  function numberIn(cell, unit) {
    let text = plain(cell).replace(/^[~≈]\s*/, "");
    for (const end of ["%", plain(unit)]) if (end && text.endsWith(end)) text = text.slice(0, -end.length).trim();
    if (/^[+-]?\d{1,3}([ ,']\d{3})+(\.\d+)?$/.test(text)) text = text.replace(/[ ,']/g, "");
    else if (/^[+-]?\d+,\d+$/.test(text)) text = text.replace(",", ".");
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
  }

  // The index of the option that a cell names: its text, its letter, its number, or a beginning that only it has.
  function optionIn(cell, options) {
    const text = plain(cell);
    if (!text) return undefined;
    const named = options.map(plain);
    const whole = (one) => named.indexOf(one);
    if (whole(text) >= 0) return whole(text);
    const letter = LETTER.exec(text);
    if (letter) {
      const i = letter[1].charCodeAt(0) - 97;
      if (letter[2]) return whole(letter[2]) >= 0 ? whole(letter[2]) : undefined;
      return i < options.length ? i : undefined;
    }
    const numbered = /^(\d+)[).:]?(?:\s+(.*))?$/.exec(text);
    if (numbered) {
      if (numbered[2]) return whole(numbered[2]) >= 0 ? whole(numbered[2]) : undefined;
      return numbered[1] >= 1 && numbered[1] <= options.length ? numbered[1] - 1 : undefined;
    }
    const begun = named.flatMap((one, i) =>
      one.startsWith(text) && !/^[\p{L}\d]/u.test(one.slice(text.length)) ? [i] : [],
    );
    const cut = named.flatMap((one, i) => (text.length >= 8 && one.startsWith(text) ? [i] : []));
    return begun.length === 1 ? begun[0] : cut.length === 1 ? cut[0] : undefined;
  }

  function valueIn(cell, question) {
    if (question.kind === "choice") return optionIn(cell, question.options);
    const value = numberIn(cell, question.unit);
    return value >= question.low && value <= question.high ? value : undefined;
  }

  // 1, 2, 3 …: the numbers of the rows, below whatever stands above them.
  function counts(cells) {
    const numbers = cells.filter((cell) => /^\d+$/.test(cell)).map(Number);
    const first = cells.findIndex((cell) => /^\d+$/.test(cell));
    const whole = cells.slice(first).filter(Boolean).length === numbers.length;
    return whole && numbers.length > 2 && numbers.every((one, i) => one === numbers[0] + i);
  }

  // Whether a cell is the question, or much of it: its text as a head, or beside each answer.
  function isQuestion(cell, { text }) {
    const [given, asked] = [plain(cell).replace(/[?:]$/, ""), plain(text)];
    return given.length > 11 && (asked.includes(given) || given.includes(asked.replace(/^c\d+ · /, "")));
  }

  // {place, values, unread} of each column that answers, the likeliest last: under or beside the question itself, with most
  // options in their own words, with most answers, furthest to the right.
  function columnsOf(rows, question) {
    const filled = rows.filter((row) => row.some(Boolean));
    const wide = Math.max(0, ...filled.map((row) => row.length));
    const named = new Set((question.options ?? []).map(plain));
    const found = [];
    for (let place = 0; place < wide; place++) {
      const cells = filled.map((row) => row[place] ?? "");
      const values = cells.map((cell) => valueIn(cell, question));
      const known = values.filter((one) => one !== undefined);
      if (!known.length) continue;
      if (wide > 1 && counts(cells)) continue;
      const given = cells.filter(Boolean).length;
      const head = cells[0] && values[0] === undefined && given > 1 ? 1 : 0; // a line of names of columns
      const beside = filled.some(
        (row) => isQuestion(row[place] ?? "", question) || isQuestion(row[place - 1] ?? "", question),
      );
      const own = question.kind === "choice" ? cells.filter((cell) => named.has(plain(cell))).length : 0;
      found.push({
        place,
        values: known,
        unread: given - head - known.length,
        rank: [Number(beside), own, known.length, place],
      });
    }
    const apart = (a, b) => a.rank.map((one, i) => one - b.rank[i]).find(Boolean);
    return found.sort(apart).map(({ rank, ...column }) => column);
  }

  // A table of results: an option and its number a line, or the options in a line and their numbers in the next one.
  function tallied(rows, question) {
    if (question.kind !== "choice") return [];
    const filled = rows.filter((row) => row.some(Boolean));
    const wanted = question.options.map(plain);
    for (const [at, row] of filled.entries()) {
      const places = wanted.map((one) => row.findIndex((cell) => plain(cell) === one));
      const numbers = places.map((place) => filled[at + 1]?.[place]);
      if (!places.includes(-1) && numbers.every((one) => /^\d+$/.test(one ?? "")))
        return [{ place: -1, values: numbers.flatMap((one, i) => Array(Number(one)).fill(i)), unread: 0 }];
    }
    const named = filled.map((row) => ({
      i: /^\d+$/.test(row[0]) ? undefined : optionIn(row[0], question.options), // the number of a row is no option
      n: row.slice(1).find((cell) => /^\d+$/.test(cell)),
    }));
    const lines = named.filter(({ i, n }) => i !== undefined && n !== undefined);
    const once =
      new Set(lines.map(({ i }) => i)).size === question.options.length && lines.length === question.options.length;
    if (!once) return [];
    return [{ place: -1, values: lines.flatMap(({ i, n }) => Array(Number(n)).fill(i)), unread: 0 }];
  }

  // The lines of numbers, one a year, that stand in the last columns or under the years.
  function drawnIn(rows, question) {
    const filled = rows.filter((row) => row.some(Boolean));
    const many = question.years.length;
    const wide = Math.max(0, ...filled.map((row) => row.length));
    let best = [];
    for (let first = 0; first + many <= wide; first++) {
      const lines = filled.map((row) => row.slice(first, first + many).map((cell) => valueIn(cell, question)));
      const values = lines.filter((line) => line.length === many && !line.includes(undefined));
      if (values.length && values.length >= (best[0]?.values.length ?? 0)) {
        const head = lines[0].includes(undefined) && filled.length > 1 ? 1 : 0;
        best = [{ place: first, values, unread: filled.length - head - values.length }];
      }
    }
    return best;
  }

  // {columns: [{place, values, unread}]}, the likeliest first; empty where no column answers the question.
  function read(question, text) {
    const find = question.kind === "drawn" ? drawnIn : columnsOf;
    let best = [];
    for (const delimiter of ["", "\t", ";", ","]) {
      const rows = rowsOf(text, delimiter);
      const tally = delimiter ? tallied(rows, question) : [];
      const found = tally.length ? tally : find(rows, question);
      const many = (columns) => columns.at(-1)?.values.length ?? 0;
      if (tally.length ? many(found) > 0 : many(found) > many(best)) best = found;
      if (tally.length) break;
    }
    return { columns: best.reverse() };
  }

  // ---- the way in

  const { answers } = ballots;
  const NONE = {
    choice:
      "No column of it answers this question. A column may hold the options themselves, their letters or their numbers.",
    number: "No column of it answers this question. A column has to hold numbers within its limits.",
    drawn: "No line of it answers this question: a line has a number for each year, in order, in columns of their own.",
  };
  const columnName = (place) =>
    place < 0 ? "the table of results" : `the ${PLACES[place] ?? `${place + 1}th`} column`;
  const said = ({ place, values, unread }) =>
    `Read ${columnName(place)}: ${answers(values.length)}${unread ? `; ${unread} line${unread === 1 ? "" : "s"} could not be read` : ""}. Everything else is forgotten.`;

  const held = new Map(); // "round id" -> the columns of what was pasted last, and which one counts
  const key = ({ id }, round) => `${round} ${id}`;
  const valuesOf = (question, round) => {
    const { columns, at } = held.get(key(question, round)) ?? { columns: [], at: 0 };
    return columns[at]?.values ?? [];
  };

  const source = {
    name: "paste",
    label: "Paste",
    start: async () => {},
    count: async (question, round) => valuesOf(question, round).length,
    stop: async (question, round) => valuesOf(question, round),
    clear: async (question, round) => void held.delete(key(question, round)),
    panel(question, round, changed) {
      const told = make("p", { class: "now", role: "status" });
      const menu = make("select", {
        hidden: true,
        "aria-label": "The column that counts",
        onchange: () => choose(menu.selectedIndex),
      });
      const choose = (at) => {
        const all = held.get(key(question, round));
        all.at = at;
        told.textContent = said(all.columns[at]);
        changed();
      };
      const take = (text) => {
        box.value = "";
        if (!text.trim()) return;
        const { columns } = read(question, text);
        menu.hidden = columns.length < 2;
        menu.replaceChildren(...columns.map(({ place }) => make("option", {}, columnName(place))));
        if (!columns.length) {
          told.textContent = NONE[question.kind];
          return;
        }
        held.set(key(question, round), { columns, at: 0 });
        choose(0);
      };
      const box = make("textarea", {
        rows: "2",
        autofocus: true,
        "aria-label": "Paste a column or a whole table here",
        placeholder: "Paste here",
        ondrop: (event) => {
          event.preventDefault();
          take(event.dataTransfer.getData("text/plain"));
        },
        onpaste: (event) => {
          event.preventDefault();
          take(event.clipboardData.getData("text/plain"));
        },
      });
      return make(
        "div",
        { class: "pasting" },
        make(
          "p",
          {},
          "A column or a whole table from Zoom, a learning platform or a polling service. Nothing of it is shown; names are dropped before anything is kept. Pasting again takes the place of what was there.",
        ),
        box,
        make("button", { type: "button", onclick: () => take(box.value) }, "Read what is typed"),
        menu,
        told,
      );
    },
  };

  return { read, source };
})();
