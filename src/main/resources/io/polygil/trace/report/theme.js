// The colours of the style sheet, and the textures that tell the states apart without colours.
const PERIOD = 8;

function makeTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const states = [0, 1, 2, 3, 4];
  const theme = {
    page: colour("raised"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    line: colour("line"),
    band: colour("band"),
    mark: colour("mark"),
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
    fill: states.map((state) => colour(`s${state}`)),
    tint: states.map((state) => colour(`t${state}`)),
    text: states.map((state) => colour(`x${state}`)),
    patterns: [],
  };
  theme.patterns[WAITING] = pattern((pen) => {
    pen.fillStyle = theme.tint[WAITING];
    pen.fillRect(0, 0, PERIOD, PERIOD);
    pen.strokeStyle = theme.fill[WAITING];
    pen.lineWidth = 2.6;
    for (const x of [-PERIOD, 0, PERIOD]) {
      pen.beginPath();
      pen.moveTo(x - 1, PERIOD + 1);
      pen.lineTo(x + PERIOD + 1, -1);
      pen.stroke();
    }
  });
  theme.patterns[HELD] = pattern((pen) => {
    pen.fillStyle = theme.fill[HELD];
    pen.fillRect(0, 0, PERIOD, PERIOD);
    pen.fillStyle = theme.tint[HELD];
    for (const [x, y] of [[2, 2], [6, 6]]) {
      pen.beginPath();
      pen.arc(x, y, 1.1, 0, 2 * Math.PI);
      pen.fill();
    }
  });
  return theme;
}

function pattern(draw) {
  const ratio = Math.min(3, devicePixelRatio || 1);
  const tile = document.createElement("canvas");
  tile.width = Math.round(PERIOD * ratio);
  tile.height = tile.width;
  const pen = tile.getContext("2d");
  pen.scale(tile.width / PERIOD, tile.height / PERIOD);
  draw(pen);
  const made = pen.createPattern(tile, "repeat");
  const scale = PERIOD / tile.width;
  return {
    made,
    // A texture that stayed behind while its bar moves would look as if the bar were a window.
    at: (x) => made.setTransform(new DOMMatrix([scale, 0, 0, scale, x, 0])),
  };
}
