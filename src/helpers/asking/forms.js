// Forms in a lesson: predictions, quizzes, verdicts, the workbook panel. Everything comes from a spec and a state
// (see forms.py). Runs wherever a `model` with get, on, off and send stands behind it.

const SLOW = 3000; // ms without an answer before we say so
const SIGNS = { right: "✓", wrong: "✗", ask: "…", note: "i", plain: "" };
let count = 0;

// What is typed but not kept yet outlives a reload of the page, in this tab only.
const drafts = {
  read: (id) => attempt(() => JSON.parse(sessionStorage.getItem(DRAFT + id))) || {},
  write: (id, values) => attempt(() => sessionStorage.setItem(DRAFT + id, JSON.stringify(values))),
  drop: (id) => attempt(() => sessionStorage.removeItem(DRAFT + id)),
};

function lineNode(line) {
  if (line.folded) {
    return make("details", { class: "bg-more" }, make("summary", {}, line.text), ...line.folded.map(lineNode));
  }
  if (line.chart) return pictureOf(line.chart, line.text);
  if (line.tick) {
    return make("label", { class: "bg-line" }, make("input", { type: "checkbox" }), make("span", {}, line.text));
  }
  const sign = SIGNS[line.tone];
  return make(
    "p",
    { class: "bg-line", "data-tone": line.tone },
    ...(sign ? [make("span", { class: "bg-sign", "aria-hidden": "true" }, sign)] : []),
    make("span", {}, ...(line.word ? [make("strong", {}, `${line.word}: `)] : []), line.text),
  );
}

// ---- the form

function render({ model, el }) {
  const spec = model.get("spec");
  const unique = `bg-form-${++count}-${Math.random().toString(36).slice(2, 8)}`;
  let sent = 0;
  let waiting = null; // {n, asked, place, chosen, late, timer} of the press that has no answer yet
  const root = make("div", { class: "bg-form" });
  standInNotebook(root);
  if (spec.label) root.append(make("p", { class: "bg-label" }, spec.label));

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
    redrawPart(part, model.get("state")?.[part.spec.id] || {});
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
    fill(foot, state[""]?.lines || []);
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

  // Whether the focus is somewhere: on what is shown here, or elsewhere by the reader's own doing.
  function focused() {
    const at = document.activeElement;
    return Boolean(at) && !at.contains(root) && !at.closest("[hidden]");
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
    ask({ action: "keep", id, values: all }, id ? chosen[0].say : foot, chosen);
  }

  function lacking(part, given) {
    for (const control of part.spec.controls) {
      const built = part.controls[control.name];
      const problem = built.problem?.();
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
    const field = Object.values(part.controls)[0].node.querySelector(
      "[role=slider], input[type=number], input[type=text], select",
    );
    const set = (node, name, value) => {
      if (value) node.setAttribute(name, value);
      else node.removeAttribute(name);
    };
    set(part.box, "aria-describedby", [part.help, wrong ? part.say.id : ""].filter(Boolean).join(" "));
    if (!field) return;
    set(field, "aria-invalid", wrong && "true");
    set(field, "aria-describedby", wrong && part.say.id);
  }

  function ask(message, place, chosen = []) {
    const asked = JSON.stringify(message);
    if (waiting && !waiting.late) return;
    const n = waiting?.asked === asked ? waiting.n : `${unique}-${++sent}`;
    waiting = { n, asked, place, chosen, late: false, timer: setTimeout(late, SLOW) };
    root.setAttribute("aria-busy", "true");
    send(model, { kind: "act", n, ...message }).catch(late);
  }

  function late() {
    if (!waiting) return;
    waiting.late = true;
    root.removeAttribute("aria-busy");
    fill(waiting.place, [
      {
        tone: "note",
        word: "No answer yet",
        text:
          "Python did not answer. What you chose is still here. " +
          "If Python is busy, it will be kept as soon as it is free; if it has stopped, run all cells from the first to this one again and press the button once more.",
      },
    ]);
  }

  function heard(message) {
    if (message?.kind !== "answered") return;
    if (waiting?.n === message.n) {
      clearTimeout(waiting.timer);
      const { place, chosen } = waiting;
      waiting = null;
      root.removeAttribute("aria-busy");
      delete place.dataset.lines;
      for (const part of parts) part.shown = null;
      redraw();
      if (!focused()) chosen.findLast((part) => !part.kept.hidden)?.kept.focus();
    }
    if (message.file) download(message.file.name, message.file.text, message.file.type);
    if (message.forget) dropDrafts();
  }

  // ---- the workbook panel

  function buildActions(actions) {
    const row = make("div", { class: "bg-buttons" });
    for (const action of actions) {
      const button = make("button", { type: "button" }, action.label);
      row.append(button);
      if (action.action === "restore") addRestore(row, button, action);
      else if (action.confirm) addConfirmed(row, button, action);
      else button.addEventListener("click", () => act(action));
    }
    return row;
  }

  const act = ({ action }) => ask({ action, id: "", values: {} }, foot);

  function addRestore(row, button, action) {
    const input = make("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      "aria-label": action.label,
      onchange: async () => {
        const file = input.files[0];
        input.value = "";
        if (!file) return;
        if (file.size > action.largest)
          return fill(foot, [{ tone: "wrong", word: "Not restored", text: action.tooLarge }]);
        ask({ action: "restore", id: "", text: await file.text() }, foot);
      },
    });
    button.addEventListener("click", () => input.click());
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
          act(action);
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

  model.on("change:state", redraw);
  model.on("msg:custom", heard);
  return () => {
    clearTimeout(waiting?.timer);
    model.off("change:state", redraw);
    model.off("msg:custom", heard);
  };
}

export default { render };
