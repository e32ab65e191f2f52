// Forms in a lesson: predictions, quizzes, verdicts, the workbook panel. Everything comes from a spec and a state
// (see forms.py). Runs wherever a `model` with get, set, on, off, send and save_changes stands behind it.

const SLOW = 3000; // ms without an answer before we say so
const DRAFT = "between-giants-draft:";
const SIGNS = { right: "✓", wrong: "✗", ask: "…", note: "i", plain: "" };
let count = 0;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// What is typed but not kept yet outlives a reload of the page, in this tab only.
const drafts = {
  read(id) {
    try {
      return JSON.parse(sessionStorage.getItem(DRAFT + id)) || {};
    } catch {
      return {};
    }
  },
  write(id, values) {
    try {
      sessionStorage.setItem(DRAFT + id, JSON.stringify(values));
    } catch {
      /* no storage */
    }
  },
  drop(id) {
    try {
      sessionStorage.removeItem(DRAFT + id);
    } catch {
      /* no storage */
    }
  },
  dropAll() {
    try {
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith(DRAFT))
        .forEach((key) => sessionStorage.removeItem(key));
    } catch {
      /* no storage */
    }
  },
};

function lineNode(line) {
  const sign = SIGNS[line.tone] ?? "";
  const row = make("p", { class: "bg-line", "data-tone": line.tone });
  if (sign) row.append(make("span", { class: "bg-sign", "aria-hidden": "true" }, sign));
  const words = make("span");
  if (line.word) words.append(make("strong", {}, line.word + ": "));
  words.append(line.text);
  row.append(words);
  return row;
}

// ---- controls: each gives {node, read, write, focus}

function buildRadio(control, name, changed) {
  const inputs = control.options.map((option) =>
    make("input", { type: "radio", name, value: String(option.value), onchange: changed }),
  );
  const node = make("div", { class: control.row ? "bg-choices bg-row" : "bg-choices" });
  control.options.forEach((option, i) => node.append(make("label", {}, inputs[i], make("span", {}, option.label))));
  return {
    node,
    read: () => {
      const i = inputs.findIndex((input) => input.checked);
      return i < 0 ? null : control.options[i].value;
    },
    write: (value) =>
      control.options.forEach((option, i) => {
        inputs[i].checked = option.value === value;
      }),
    focus: () => (inputs.find((input) => input.checked) || inputs[0]).focus(),
  };
}

function buildNumber(control, name, changed) {
  const shared = { min: control.min, max: control.max, step: control.step };
  const box = make("input", { type: "number", id: name, inputmode: "decimal", ...shared, step: "any" });
  const slider = make("input", {
    type: "range",
    "aria-label": control.label + ", slider",
    "data-untouched": true,
    ...shared,
  });
  slider.value = (control.min + control.max) / 2; // browsers place an unset one where its old range ended
  const sync = () => {
    slider.toggleAttribute("data-untouched", box.value === "");
    slider.setAttribute("aria-valuetext", box.value === "" ? "not set yet" : `${box.value} ${control.unit}`);
  };
  const take = () => {
    box.value = slider.value;
    sync();
    changed();
  };
  slider.addEventListener("input", take);
  slider.addEventListener("pointerup", take);
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      take();
    }
  });
  box.addEventListener("input", () => {
    if (box.value !== "") slider.value = box.value;
    sync();
    changed();
  });
  box.addEventListener("change", () => {
    sync();
    changed();
  });
  sync();
  const ends = make(
    "div",
    { class: "bg-ends", "aria-hidden": "true" },
    make("span", {}, String(control.min)),
    make("span", {}, `${control.max} ${control.unit}`),
  );
  const node = make(
    "div",
    { class: "bg-field" },
    make("label", { for: name }, control.label),
    make("div", { class: "bg-track" }, slider, ends),
    make("span", { class: "bg-amount" }, box, control.unit ? " " + control.unit : ""),
  );
  return {
    node,
    read: () => (box.value === "" ? null : Number(box.value)),
    write: (value) => {
      box.value = value ?? "";
      if (value !== null && value !== undefined) slider.value = value;
      sync();
    },
    focus: () => box.focus(),
    problem: () => (box.validity.badInput ? "Write the number in digits, for example 85." : ""),
  };
}

function buildRange(control, name, changed) {
  const slider = make("input", {
    type: "range",
    id: name,
    min: control.min,
    max: control.max,
    step: control.step,
    value: control.start,
  });
  // The slider says its value itself, so that a screen reader hears it once.
  const output = make("span", { class: "bg-amount", "aria-hidden": "true" });
  const show = () => {
    let word = "";
    for (const [least, text] of Object.entries(control.words || {}))
      if (Number(slider.value) >= Number(least)) word = text;
    output.textContent = `${slider.value} ${control.unit}` + (word ? ` · ${word}` : "");
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  slider.addEventListener("input", () => {
    show();
    changed();
  });
  show();
  const node = make(
    "div",
    { class: "bg-field" },
    make("label", { for: name }, control.label),
    make("div", { class: "bg-track" }, slider),
    output,
  );
  return {
    node,
    read: () => Number(slider.value),
    write: (value) => {
      slider.value = value ?? control.start;
      show();
    },
    focus: () => slider.focus(),
  };
}

function buildText(control, name, changed, enter) {
  const box = make("input", { type: "text", id: name, maxlength: control.longest, autocomplete: "off" });
  box.addEventListener("input", changed);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      enter();
    }
  });
  const node = make("div", { class: "bg-field bg-text" }, make("label", { for: name }, control.label), box);
  return {
    node,
    read: () => box.value,
    write: (value) => {
      box.value = value ?? "";
    },
    focus: () => box.focus(),
  };
}

// One choice for each row: a table of radio buttons, a row a group. Its value is the list of choices, row by row.
function buildGrid(control, name, changed) {
  const groups = control.rows.map((row, r) =>
    control.options.map((option) =>
      make("input", {
        type: "radio",
        name: `${name}-${r}`,
        "aria-label": `${row.label}: ${option.label}`,
        onchange: changed,
      }),
    ),
  );
  const chosen = (group) => group.findIndex((input) => input.checked);
  const lacking = () => groups.findIndex((group) => chosen(group) < 0);
  const node = make(
    "table",
    { class: "bg-grid" },
    make(
      "thead",
      {},
      make("tr", {}, make("td"), ...control.options.map((option) => make("th", { scope: "col" }, option.label))),
    ),
    make(
      "tbody",
      {},
      ...control.rows.map((row, r) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, row.label),
          ...groups[r].map((input) => make("td", {}, make("label", {}, input))),
        ),
      ),
    ),
  );
  return {
    node,
    read: () =>
      groups.map((group) => {
        const i = chosen(group);
        return i < 0 ? null : control.options[i].value;
      }),
    write: (values) =>
      groups.forEach((group, r) =>
        group.forEach((input, i) => {
          input.checked = Array.isArray(values) && control.options[i].value === values[r];
        }),
      ),
    focus: () => {
      const group = groups[Math.max(0, lacking())];
      (group[chosen(group)] || group[0]).focus();
    },
    problem: () => (lacking() < 0 ? "" : `${control.required} Still open: ${control.rows[lacking()].label}.`),
  };
}

// Several of many, at most so many: tick boxes. Its value is the list of what is ticked.
function buildMany(control, name, changed) {
  const boxes = control.options.map(() => make("input", { type: "checkbox" }));
  const limit = () => {
    const full = boxes.filter((box) => box.checked).length >= control.most;
    boxes.forEach((box) => {
      box.disabled = full && !box.checked;
    });
  };
  const node = make(
    "div",
    { class: "bg-choices bg-many", role: "group", "aria-label": control.label },
    make("p", {}, control.label),
    ...control.options.map((option, i) => make("label", {}, boxes[i], make("span", {}, option.label))),
  );
  boxes.forEach((box) =>
    box.addEventListener("change", () => {
      limit();
      changed();
    }),
  );
  return {
    node,
    read: () => control.options.filter((option, i) => boxes[i].checked).map((option) => option.value),
    write: (values) => {
      boxes.forEach((box, i) => {
        box.checked = Array.isArray(values) && values.includes(control.options[i].value);
      });
      limit();
    },
    focus: () => (boxes[0] || node).focus(),
  };
}

const BUILDERS = {
  radio: buildRadio,
  number: buildNumber,
  range: buildRange,
  text: buildText,
  grid: buildGrid,
  many: buildMany,
};

// ---- the form

function render({ model, el }) {
  const spec = model.get("spec");
  const unique = `bg-form-${++count}-${Math.random().toString(36).slice(2, 8)}`;
  let sent = 0;
  let waiting = null; // {n, id, asked, timer} of the press that has no answer yet
  const root = make("div", { class: "bg-form" });
  if (spec.label) root.append(make("p", { class: "bg-label" }, spec.label));
  // JupyterLab takes arrow keys, letters and Enter for its own commands unless they stop here.
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });

  const parts = (spec.fieldsets || []).map((fieldset, i) => buildFieldset(fieldset, `${unique}-${i}`));
  const foot = make("div", { class: "bg-say", role: "status" });
  let formButton = null;
  if (spec.button) {
    formButton = make("button", { type: "button", class: "bg-main", onclick: () => keep("") }, spec.button);
    root.append(make("div", { class: "bg-buttons" }, formButton));
  }
  root.append(foot);
  if (spec.actions) root.append(buildActions(spec.actions));
  el.replaceChildren(root);
  redraw();

  function buildFieldset(fieldset, name) {
    const part = { spec: fieldset, shown: null, open: false };
    const say = make("div", { class: "bg-say", role: "status", id: `${name}-say` });
    const changed = () => {
      mark(part, false);
      drafts.write(fieldset.id, values(part));
    };
    const enter = () => keep(fieldset.button ? fieldset.id : "");
    const built = fieldset.controls.map((control, i) => [
      control.name,
      BUILDERS[control.type](control, `${name}-${i}`, changed, enter),
    ]);
    part.controls = Object.fromEntries(built);
    part.body = make("div", { class: "bg-body" }, ...built.map(([, control]) => control.node));
    if (fieldset.button) {
      part.button = make(
        "button",
        { type: "button", class: "bg-main", onclick: () => keep(fieldset.id) },
        fieldset.button,
      );
      part.body.append(make("div", { class: "bg-buttons" }, part.button));
    }
    part.kept = make("p", { class: "bg-kept", tabindex: "-1", hidden: true });
    part.again = make("button", { type: "button", hidden: true, onclick: () => reopen(part) });
    part.say = say;
    const help = fieldset.help && make("p", { class: "bg-help", id: `${name}-help` }, fieldset.help);
    part.help = help ? help.id : "";
    part.box = make("fieldset", {}, make("legend", {}, fieldset.legend));
    part.box.append(...(help ? [help] : []), part.body, part.kept, say, part.again);
    root.append(part.box);
    const draft = drafts.read(fieldset.id);
    fieldset.controls.forEach(({ name: key, start }) => {
      if (key in draft || start !== undefined) part.controls[key].write(key in draft ? draft[key] : start);
    });
    return part;
  }

  function values(part) {
    return Object.fromEntries(Object.entries(part.controls).map(([key, control]) => [key, control.read()]));
  }

  function reopen(part) {
    part.open = true;
    redrawPart(part, (model.get("state") || {})[part.spec.id] || {});
    Object.values(part.controls)[0].focus();
  }

  // ---- what the state says

  function redraw() {
    const state = model.get("state") || {};
    for (const part of parts) {
      const entry = state[part.spec.id] || {};
      const text = JSON.stringify(entry);
      if (part.shown !== text) {
        part.shown = text;
        part.open = false;
        redrawPart(part, entry);
      }
    }
    fill(foot, (state[""] || {}).lines || []);
    if (formButton) formButton.hidden = parts.every((part) => part.kept.hidden === false);
  }

  function redrawPart(part, entry) {
    mark(part, !entry.kept && (entry.lines || []).some((line) => line.tone === "ask"));
    const closed = Boolean(entry.kept) && !part.open;
    const hadFocus = part.body.contains(document.activeElement);
    part.body.hidden = closed;
    part.kept.hidden = !closed;
    part.kept.replaceChildren(
      make("span", { class: "bg-sign", "aria-hidden": "true" }, "✓"),
      make("span", {}, make("strong", {}, `${entry.word || "Kept"}. `), entry.you || ""),
    );
    part.again.hidden = !(closed && entry.again);
    part.again.textContent = entry.again || "";
    fill(part.say, entry.lines || []);
    if (closed) {
      drafts.drop(part.spec.id);
      if (hadFocus) part.kept.focus();
    }
  }

  function fill(place, lines) {
    const text = JSON.stringify(lines);
    if (place.dataset.lines === text) return;
    place.dataset.lines = text;
    place.replaceChildren(...lines.map(lineNode));
  }

  // ---- asking Python (or whatever stands behind the model)

  function keep(id) {
    const chosen = parts.filter((part) => (id ? part.spec.id === id : !part.body.hidden));
    const all = {};
    for (const part of chosen) {
      const given = values(part);
      const problem = lacking(part, given);
      if (problem && id) return complain(part, problem);
      if (!problem) all[part.spec.id] = given;
      else if (!(part.controls.value && given.value === null)) return complain(part, problem);
    }
    if (!Object.keys(all).length) return chosen.length ? complain(chosen[0], "Choose an answer first.") : undefined;
    const part = chosen[0];
    ask({ action: "keep", id, values: all }, id ? part.say : foot);
  }

  function lacking(part, given) {
    for (const control of part.spec.controls) {
      const built = part.controls[control.name];
      const problem = built.problem && built.problem();
      if (problem) return problem;
      if (control.required && (given[control.name] === null || given[control.name] === "")) return control.required;
    }
    return "";
  }

  function complain(part, text) {
    fill(part.say, [{ tone: "ask", word: "Almost", text }]);
    mark(part, true);
    Object.values(part.controls)[0].focus();
  }

  // What is wrong belongs to the field that lacks it, and to the whole where that is a choice.
  function mark(part, wrong) {
    const field = Object.values(part.controls)[0].node.querySelector("input[type=number], input[type=text]");
    const set = (node, name, value) => {
      if (value) node.setAttribute(name, value);
      else node.removeAttribute(name);
    };
    set(part.box, "aria-describedby", [part.help, wrong ? part.say.id : ""].filter(Boolean).join(" "));
    if (!field) return;
    set(field, "aria-invalid", wrong && "true");
    set(field, "aria-describedby", wrong && part.say.id);
  }

  function ask(message, place) {
    const asked = JSON.stringify(message);
    if (waiting && !waiting.late) return;
    const same = waiting && waiting.asked === asked;
    if (waiting) clearTimeout(waiting.timer);
    const n = same ? waiting.n : `${unique}-${++sent}`;
    waiting = { n, asked, place, late: false };
    waiting.timer = setTimeout(late, SLOW);
    root.setAttribute("aria-busy", "true");
    try {
      const sending = model.send({ kind: "act", n, ...message });
      if (sending && sending.catch) sending.catch(late);
    } catch {
      late();
    }
  }

  function late() {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.late = true;
    root.removeAttribute("aria-busy");
    fill(waiting.place, [
      {
        tone: "note",
        word: "No answer yet",
        text:
          "Python did not answer. What you chose is still here. " +
          "If Python is busy, it will be kept as soon as it is free; if it has stopped, run this cell again and press the button once more.",
      },
    ]);
  }

  function heard(message) {
    if (!message || message.kind !== "answered") return;
    if (waiting && waiting.n === message.n) {
      clearTimeout(waiting.timer);
      const place = waiting.place;
      waiting = null;
      root.removeAttribute("aria-busy");
      delete place.dataset.lines;
      for (const part of parts) part.shown = null;
      redraw();
    }
    if (message.file) download(message.file);
    if (message.forget) drafts.dropAll();
  }

  // ---- the workbook panel

  function buildActions(actions) {
    const row = make("div", { class: "bg-buttons" });
    for (const action of actions) {
      const button = make("button", { type: "button" }, action.label);
      row.append(button);
      if (action.action === "restore") addRestore(row, button, action);
      else if (action.confirm) addConfirmed(row, button, action);
      else button.addEventListener("click", () => ask({ action: action.action, id: "", values: {} }, foot));
    }
    return row;
  }

  function addRestore(row, button, action) {
    const input = make("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      "aria-label": action.label,
    });
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const file = input.files[0];
      input.value = "";
      if (!file) return;
      if (file.size > action.largest)
        return fill(foot, [{ tone: "wrong", word: "Not restored", text: action.tooLarge }]);
      ask({ action: "restore", id: "", text: await file.text() }, foot);
    });
    row.append(input);
  }

  function addConfirmed(row, button, action) {
    const close = () => {
      question.hidden = true;
      button.hidden = false;
      button.focus();
    };
    const yes = make(
      "button",
      {
        type: "button",
        class: "bg-main",
        onclick: () => {
          close();
          ask({ action: action.action, id: "", values: {} }, foot);
        },
      },
      action.yes,
    );
    const no = make("button", { type: "button", onclick: close }, action.no);
    const question = make(
      "div",
      { class: "bg-confirm", role: "group", "aria-label": action.confirm, hidden: true },
      make("p", {}, action.confirm),
      yes,
      no,
    );
    question.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    button.addEventListener("click", () => {
      question.hidden = false;
      button.hidden = true;
      no.focus();
    });
    row.append(question);
  }

  function download(file) {
    const url = URL.createObjectURL(new Blob([file.text], { type: file.type || "application/json" }));
    const link = make("a", { href: url, download: file.name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  model.on("change:state", redraw);
  model.on("msg:custom", heard);
  return () => {
    if (waiting) clearTimeout(waiting.timer);
    model.off("change:state", redraw);
    model.off("msg:custom", heard);
  };
}

export default { render };
