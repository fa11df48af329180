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

// On a phone names beside the bars would leave no room for the bars: they stand above them, the ends of the scale on top.
function fitNarrow({ data, layout }) {
  const names = data[0].y;
  const ends = layout.xaxis.ticktext.map((text) => text.replaceAll("<br>", " "));
  const note = (text, place) => ({ text, showarrow: false, ...place });
  layout.annotations = [
    ...names.map((name) => note(name, { x: 0, y: name, xanchor: "left", yanchor: "bottom", yshift: 9 })),
    note(ends[0], { x: 0, xanchor: "left", yref: "paper", y: 1, yanchor: "bottom" }),
    note(ends.at(-1), { x: 4, xanchor: "right", yref: "paper", y: 1, yanchor: "bottom" }),
  ];
  layout.xaxis.showticklabels = false;
  layout.yaxis.showticklabels = false;
  layout.height = 150 + 52 * names.length;
  layout.margin = { l: 4, r: 4, t: 40, b: 90 };
  layout.xaxis.range = [-0.08, 4.12];
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
  if (chart.clientWidth < 560 && !("asIs" in chart.dataset)) fitNarrow(figure);
  await window.Plotly.newPlot(chart, figure.data, figure.layout, CONFIG);
}

new IntersectionObserver((seen, observer) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  draw();
}, { rootMargin: "200px" }).observe(chart);
