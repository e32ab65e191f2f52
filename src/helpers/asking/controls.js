// The controls of a form: each builder takes a control's spec, a name for its elements and what to call when it changes,
// and gives {node, read, write, focus}, with `problem` where it can be filled in wrongly.

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

const field = (control, name, ...parts) =>
  make("div", { class: "bg-field" }, make("label", { for: name }, control.label), ...parts);

// One of many, in a list that opens.
function buildMenu(control, name, changed) {
  const options = control.options.map(({ value, label }) => make("option", { value }, label));
  const menu = make("select", { id: name, onchange: changed }, make("option", { value: "" }, "Choose …"), ...options);
  const node = field(control, name, menu);
  node.classList.add("bg-text");
  return {
    node,
    read: () => menu.value || null,
    write: (value) => {
      menu.value = control.options.some((option) => option.value === value) ? value : "";
    },
    focus: () => menu.focus(),
  };
}

// Browsers drop a comma that is typed into a box for numbers: 4,5 would become 45. From a comma on nothing more is taken
// until something is deleted, and the sentence says why.
const NO_COMMA = "A comma can't stand here: write 4.5 with a point, or 1234 without one.";

function buildNumber(control, name, changed) {
  let comma = false;
  const commaIs = (now) => {
    comma = now;
    box.setCustomValidity(now ? NO_COMMA : "");
    if (now) box.reportValidity();
  };
  const shared = { min: control.min, max: control.max, step: control.step };
  const sync = () => {
    slider.toggleAttribute("data-untouched", box.value === "");
    slider.setAttribute("aria-valuetext", box.value === "" ? "not set yet" : `${box.value} ${control.unit}`);
  };
  const set = () => {
    sync();
    changed();
  };
  const take = () => {
    commaIs(false);
    box.value = slider.value;
    set();
  };
  const box = make("input", {
    type: "number",
    id: name,
    inputmode: "decimal",
    ...shared,
    step: "any",
    onkeydown: (event) => {
      if (event.key === "Backspace" || event.key === "Delete") commaIs(false);
      else if (event.key === "," || (comma && event.key.length === 1 && !event.ctrlKey && !event.metaKey)) {
        event.preventDefault();
        commaIs(true);
      }
    },
    onbeforeinput: (event) => {
      if (!event.data?.includes(",")) return;
      event.preventDefault();
      commaIs(true);
    },
    oninput: () => {
      if (box.value !== "") slider.value = box.value;
      set();
    },
    onchange: set,
  });
  const slider = make("input", {
    type: "range",
    "aria-label": `${control.label}, slider`,
    "data-untouched": true,
    ...shared,
    oninput: take,
    onpointerup: take,
    onkeydown: (event) => {
      if ((event.key === "Enter" && !event.shiftKey) || event.key === " ") {
        event.preventDefault();
        take();
      }
    },
  });
  slider.value = (control.min + control.max) / 2; // browsers place an unset one where its old range ended
  sync();
  const ends = make(
    "div",
    { class: "bg-ends", "aria-hidden": "true" },
    make("span", {}, String(control.min)),
    make("span", {}, `${control.max} ${control.unit}`),
  );
  return {
    node: field(
      control,
      name,
      make("div", { class: "bg-track" }, slider, ends),
      make("span", { class: "bg-amount" }, box, control.unit ? ` ${control.unit}` : ""),
    ),
    read: () => (box.value === "" ? null : Number(box.value)),
    write: (value) => {
      box.value = value ?? "";
      if (value !== null && value !== undefined) slider.value = value;
      sync();
    },
    focus: () => box.focus(),
    problem: () => (comma ? NO_COMMA : box.validity.badInput ? "Write the number in digits, for example 85." : ""),
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
    oninput: () => {
      show();
      changed();
    },
  });
  // The slider says its value itself, so that a screen reader hears it once.
  const output = make("span", { class: "bg-amount", "aria-hidden": "true" });
  const show = () => {
    let word = "";
    for (const [least, text] of Object.entries(control.words || {}))
      if (Number(slider.value) >= Number(least)) word = text;
    output.textContent = `${slider.value} ${control.unit}${word ? ` · ${word}` : ""}`;
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  show();
  return {
    node: field(control, name, make("div", { class: "bg-track" }, slider), output),
    read: () => Number(slider.value),
    write: (value) => {
      slider.value = value ?? control.start;
      show();
    },
    focus: () => slider.focus(),
  };
}

function buildText(control, name, changed, enter) {
  const paragraph = control.longest > 200;
  const box = make(paragraph ? "textarea" : "input", {
    ...(paragraph ? { rows: 4 } : { type: "text" }),
    id: name,
    maxlength: control.longest,
    autocomplete: "off",
    oninput: changed,
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        enter();
      }
    },
  });
  const node = field(control, name, box);
  node.classList.add("bg-text");
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
function buildMany(control, _, changed) {
  const boxes = control.options.map(() =>
    make("input", {
      type: "checkbox",
      onchange: () => {
        limit();
        changed();
      },
    }),
  );
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
  return {
    node,
    read: () => control.options.filter((_, i) => boxes[i].checked).map((option) => option.value),
    write: (values) => {
      boxes.forEach((box, i) => {
        box.checked = Array.isArray(values) && values.includes(control.options[i].value);
      });
      limit();
    },
    focus: () => (boxes[0] || node).focus(),
  };
}

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const BUILDERS = {
  radio: buildRadio,
  menu: buildMenu,
  number: buildNumber,
  range: buildRange,
  text: buildText,
  grid: buildGrid,
  many: buildMany,
};
