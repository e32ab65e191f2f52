// A place in which one thing stands and then another (see lasting.py): HTML of ours, or a chart or form.

function render({ model, el }) {
  const root = make("div", { class: "bg-place" });
  standInNotebook(root);
  el.replaceChildren(root);
  let view = null;
  let turn = 0;

  function read() {
    root.className = "bg-place jp-RenderedHTMLCommon jp-RenderedHTML"; // tables look as they do in other outputs
    root.innerHTML = model.get("page"); // made by templates that escape whatever is not ours
  }

  async function draw() {
    const now = ++turn;
    view?.remove();
    view = null;
    const id = model.get("widget");
    if (!id) return read();
    try {
      const manager = model.widget_manager;
      const made = await manager.create_view(await manager.get_model(id));
      if (now !== turn) return made.remove();
      view = made;
      root.className = "bg-place";
      root.replaceChildren(view.el);
    } catch {
      read();
    }
  }

  const again = () => {
    if (!model.get("widget")) read();
  };
  model.on("change:widget", draw);
  model.on("change:page", again);
  draw();
  return () => {
    turn++;
    view?.remove();
    model.off("change:widget", draw);
    model.off("change:page", again);
  };
}

export default { render };
