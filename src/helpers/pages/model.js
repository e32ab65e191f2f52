// The model behind a chart or form on a page: what anywidget gives in a notebook, as far as explore.js and forms.js
// use it. get(name) gives its state; receive(message, tell) is called with what the chart or form sends.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
function modelOf(get, receive) {
  const heard = new Map();
  const listeners = (event) => heard.get(event) ?? [];
  const tell = (event, ...what) => {
    for (const listener of listeners(event)) listener(...what);
  };
  return {
    get,
    tell,
    on: (event, listener) => heard.set(event, [...listeners(event), listener]),
    off: (event, listener) =>
      heard.set(
        event,
        listeners(event).filter((one) => one !== listener),
      ),
    send: (message) => receive(message, tell),
  };
}
