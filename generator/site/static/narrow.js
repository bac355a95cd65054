// Narrows a guide to the answers chosen: looks up the ready-made guide, decides nothing itself.
"use strict";
(() => {
  const form = document.querySelector("form.narrow");
  if (!form) return;
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector(".told");
  const whole = [...document.querySelectorAll("article section.chapter:not(#basis)")];
  const place = document.createElement("div");
  place.className = "narrowed";
  let data = null;

  // Walks down the answers; gives the numbers of the chapters, and what each question may be answered.
  function walk() {
    let node = data.tree;
    return [selects.map((select) => {
      if (!Array.isArray(node)) {
        node = node.skip;
        return null;
      }
      const open = node.map((each) => each !== null);
      const answer = Number(select.value);
      node = node[open[answer] ? answer : 0];
      return open;
    }), node];
  }

  function show() {
    const [open, chapters] = walk();
    selects.forEach((select, number) => {
      const may = open[number];
      select.closest(".question").hidden = may === null;
      if (may === null || !may[Number(select.value)]) select.value = "0";
      if (may !== null) [...select.options].forEach((option, each) => { option.disabled = !may[each]; });
    });
    const said = selects.filter((select) => select.value !== "0").map((select) => select.selectedOptions[0].text);
    if (said.length) {
      place.innerHTML = chapters.map((each) => data.chapters[each].map((line) => data.lines[line]).join("\n")).join("");
      if (whole[0].isConnected) whole[0].before(place);
      whole.forEach((each) => each.remove());
      status.textContent = `下面只写这种情形：${said.join("、")}。没有选的问题，各种情形都写。`;
    } else if (place.isConnected) {
      place.before(...whole);
      place.remove();
      status.textContent = "下面写全部情形。";
    }
    document.querySelectorAll(".toc-tree a[href^='#']").forEach((link) => {
      const target = link.getAttribute("href").slice(1);
      link.parentElement.hidden = Boolean(target) && !document.getElementById(target);
    });
  }

  async function changed() {
    if (data === null) {
      try {
        const answer = await fetch(form.dataset.source);
        if (!answer.ok) throw new Error(answer.statusText);
        data = await answer.json();
      } catch {
        selects.forEach((select) => { select.value = "0"; });
        status.textContent = "取不到按情形写好的指南：请从网站打开这一页，不要直接打开文件。下面仍是全部情形。";
        return;
      }
    }
    show();
  }

  form.hidden = false;
  form.addEventListener("change", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => event.preventDefault());
})();
