/* At the workshop: where this is, and a signature drawn with a finger.
   Without a script the place is typed and the signature is photographed. */

const english = document.documentElement.lang === "en";

/* The phone's own position, with how sure it is. */
const locate = (button) => {
  const form = button.closest("form");
  const told = form.querySelector("[data-located]");
  told.textContent = english ? "Looking for the position…" : "Mencari lokasi…";
  const found = ({ coords }) => {
    form.elements.latitude.value = coords.latitude.toFixed(6);
    form.elements.longitude.value = coords.longitude.toFixed(6);
    form.elements.accuracy_m.value = Math.round(coords.accuracy);
    told.textContent = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)} (± ${Math.round(coords.accuracy)} m)`;
  };
  const failed = () => {
    told.textContent = english
      ? "The phone gives no position. Type it, or write why there is none."
      : "Ponsel tidak memberi lokasi. Tulis sendiri, atau tulis alasannya.";
  };
  navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 20000 });
};
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => locate(button));
}

/* A white sheet to sign on; what is drawn becomes the file that the form sends. */
const sheet = (part) => {
  const [canvas, input, clear] = ["canvas", "input", "button"].map((name) => part.querySelector(name));
  canvas.hidden = clear.hidden = false;
  canvas.width = Math.max(280, canvas.clientWidth);
  canvas.height = 160;
  const pen = canvas.getContext("2d");
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    input.value = "";
  };
  wipe();
  let drawing = false;
  const at = (event) => [event.offsetX * (canvas.width / canvas.clientWidth), event.offsetY * (canvas.height / canvas.clientHeight)];
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    Object.assign(pen, { lineWidth: 2.5, lineCap: "round", strokeStyle: "#111" });
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", async () => {
    drawing = false;
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const carrier = new DataTransfer();
    carrier.items.add(new File([drawn], "tanda-tangan.png", { type: "image/png" }));
    input.files = carrier.files;
  });
  clear.addEventListener("click", wipe);
};
for (const part of document.querySelectorAll("[data-sign]")) sheet(part);
