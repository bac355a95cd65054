// Full-text search over Pagefind's files. A page counts as found only when it has every word as it was typed.
const form = document.querySelector("form.find");
const input = form.querySelector("input[name=q]");
const status = document.querySelector("article .told");
const list = document.querySelector(".found");
const kinds = form.querySelector(".kinds");
const MOST = 200;
const ALL = "全部";
const address = new URL(location.href);

function words(text) {
  return text.split(/\s+/u).filter(Boolean);
}

function squeezed(text) {
  return text.replace(/\s+/gu, "").toLowerCase();
}

function excerpt(text, word) {
  const plain = text.replace(/\s+/gu, " ");
  const at = Math.max(0, plain.toLowerCase().indexOf(word.toLowerCase()));
  const from = Math.max(0, at - 40);
  const part = plain.slice(from, at + 100);
  const mark = document.createElement("mark");
  mark.textContent = plain.slice(at, at + word.length);
  const said = document.createElement("p");
  said.append(from ? "…" : "", plain.slice(from, at), mark, plain.slice(at + word.length, from + part.length), "…");
  return said;
}

async function candidates(pagefind, asked, filters) {
  // The words as typed and each character by itself: between them no page is missed however it was cut into words.
  const found = new Map();
  for (const query of [asked.join(" "), ...asked.map((each) => [...each].join(" "))]) {
    const { results } = await pagefind.search(query, { filters });
    results.forEach((each) => found.set(each.id, each));
  }
  return [...found.values()];
}

async function search(pagefind, query, kind) {
  list.replaceChildren();
  const asked = words(query);
  if (!asked.length) {
    status.textContent = "";
    return;
  }
  status.textContent = "正在检索……";
  const results = await candidates(pagefind, asked, kind === ALL ? {} : { kind });
  const pages = await Promise.all(results.map((each) => each.data()));
  const wanted = asked.map(squeezed);
  const right = pages.filter((page) => {
    const text = squeezed(`${page.meta.title} ${page.content}`);
    return wanted.every((each) => text.includes(each));
  });
  status.textContent = right.length ? `找到${right.length}页。` : `没有一页写着“${query}”。换一个说法，或者少写几个字再试。`;
  list.append(...right.slice(0, MOST).map((page) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.url;
    link.textContent = page.meta.title.replace(/#$/u, "");
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = (page.filters.kind ?? []).join("、");
    item.append(link, " ", label, excerpt(page.content, asked[0]));
    return item;
  }));
  document.documentElement.dataset.searched = query;
}

function offer(names, chosen, again) {
  for (const name of [ALL, ...names]) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: "kind", value: name, checked: name === chosen });
    radio.addEventListener("change", again);
    label.append(radio, name);
    kinds.append(label);
  }
}

try {
  const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url));
  await pagefind.init();
  const filters = await pagefind.filters();
  const query = address.searchParams.get("q") ?? "";
  const kind = address.searchParams.get("kind") ?? ALL;
  input.value = query;
  offer(Object.keys(filters.kind ?? {}), kind, () => form.requestSubmit());
  await search(pagefind, query, kind);
} catch {
  status.textContent = "检索打不开：请从网站打开这一页，不要直接打开文件。";
}
