/* A draft of a long form on this device, until it has been sent: no identity number, no secret, one day at most. */

const DAY = 24 * 60 * 60 * 1000;
const LEFT_OUT = new Set(["token", "once", "key", "nik", "replaces", "replaces_secret", "notice_version", "form_version"]);
const form = document.querySelector("form[data-draft]");
const place = form && `bimtek-draft-${form.dataset.draft}`;

const stored = () => {
  const draft = JSON.parse(localStorage.getItem(place) ?? "null");
  if (!draft || Date.now() - draft.at < DAY) return draft;
  localStorage.removeItem(place);
  return null;
};

/* What is on the page and what other steps carry along, in one list of pairs. */
const keep = () => {
  const pairs = [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
  if (pairs.some(([, value]) => value.trim())) localStorage.setItem(place, JSON.stringify({ at: Date.now(), pairs }));
};

const fill = (pairs) => {
  for (const [name, value] of pairs) {
    const fields = [...form.elements].filter((each) => each.name === name);
    const choice = fields.find((each) => ["radio", "checkbox"].includes(each.type) && each.value === value);
    if (choice) choice.checked = true;
    else if (fields.length && !["radio", "checkbox"].includes(fields[0].type)) fields[0].value = value;
  }
};

const offer = (draft) => {
  const box = document.querySelector("#draft-offer");
  box.hidden = false;
  box.querySelector("[data-use]").addEventListener("click", () => {
    fill(draft.pairs);
    box.hidden = true;
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    localStorage.removeItem(place);
    box.hidden = true;
  });
};

if (form) {
  const draft = stored();
  if (draft && form.dataset.fresh !== undefined) offer(draft);
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) return;
    event.preventDefault();
    document.querySelector("#draft-offline").hidden = false;
  });
  addEventListener("online", () => (document.querySelector("#draft-offline").hidden = true));
}

/* On the receipt the form has arrived: its draft goes. */
const arrived = document.querySelector("[data-draft-sent]");
if (arrived) localStorage.removeItem(`bimtek-draft-${arrived.dataset.draftSent}`);
