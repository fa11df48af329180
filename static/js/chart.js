// Plotly is large, so it is fetched only on the pages that explore, and only when the chart comes near.
const chart = document.querySelector("[data-chart]");

const CONFIG = {
  responsive: true,
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  locale: chart.dataset.locale,
};

// Plotly reads only old colour notations; a canvas turns any CSS colour into one.
function plain(value) {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  pen.fillStyle = value;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${r},${g},${b})`;
}

async function draw() {
  const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
  await new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: chart.dataset.src, onload: done, onerror: failed });
    document.head.append(script);
  });
  const style = getComputedStyle(document.body);
  const ink = plain(style.color);
  figure.layout.font = { family: style.fontFamily, size: 13, color: ink };
  for (const axis of ["xaxis", "yaxis"]) {
    figure.layout[axis] = { ...figure.layout[axis], color: ink, gridcolor: "rgba(128,140,145,.35)" };
  }
  await window.Plotly.newPlot(chart, figure.data, figure.layout, CONFIG);
}

new IntersectionObserver((seen, observer) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  draw();
}, { rootMargin: "200px" }).observe(chart);
