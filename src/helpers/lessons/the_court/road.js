// The map of lesson 7 where no Python runs: reads and says a road as road.py beside this file does.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const road = (() => {
  // The road that a kept value stands for, {steps: [{question, answer}], end}; null where it is none.
  function walked({ questions, ends }, value) {
    if (!Array.isArray(value)) return null;
    let here = questions[0].id;
    const steps = [];
    for (const id of value) {
      const question = questions.find((one) => one.id === here);
      const answer = question?.answers.find((one) => one.id === id);
      if (!answer) return null;
      steps.push({ question, answer });
      here = answer.to;
    }
    const end = ends.find((one) => one.id === here);
    return end ? { steps, end } : null;
  }

  function inWords({ steps, end }) {
    const said = steps.map(({ question, answer }) => `${question.short}: ${answer.short}`).join(" · ");
    return `${said[0].toUpperCase()}${said.slice(1)}. It ends: “${end.text}”.`;
  }

  // As road.other_in: [which view, the reader's words], or null.
  const other = (views, value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((one) => typeof one === "string") &&
    workbook.has(views, value[0])
      ? value
      : null;

  return { walked, inWords, other };
})();
