import type { Picture } from "../patients/chart.ts";
import type { Raster } from "./encode-png.ts";
import { seededRandom } from "./seeded-random.ts";

type Colour = readonly [red: number, green: number, blue: number];
type Shader = (x: number, y: number, noise: number) => Colour;

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
/** 1 inside, 0 outside, soft over `edge`. */
const inside = (distance: number, edge: number): number => Math.max(0, Math.min(1, 0.5 - distance / edge));
const grey = (value: number): Colour => [clamp(value), clamp(value), clamp(value)];

/** Signed distance to an ellipse, in units of its smaller radius. */
function ellipse(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  return Math.hypot((x - cx) / rx, (y - cy) / ry) - 1;
}

/** Draws a picture that looks like one of its kind at a glance and shows nobody. */
export function drawPicture(picture: Picture, seed: string): Raster {
  switch (picture) {
    case "echo":
      return raster(800, 600, seed, echo);
    case "chest":
      return raster(760, 900, seed, chest);
    case "fundus":
      return raster(640, 640, seed, fundus);
    default:
      return picture satisfies never;
  }
}

function raster(width: number, height: number, seed: string, shade: Shader): Raster {
  const random = seededRandom(seed);
  const rgb = new Uint8Array(width * height * 3);
  let blur = 0;
  for (let index = 0; index < width * height; index++) {
    // Speckle that runs along the rows, as scanners have it.
    blur = blur * 0.6 + (random() - 0.5) * 0.4;
    const colour = shade((index % width) / width, Math.floor(index / width) / height, blur * 2);
    rgb.set(colour, index * 3);
  }
  return { width, height, rgb };
}

/** A sector with four chambers and a colour jet. */
const echo: Shader = (x, y, noise) => {
  const dx = (x - 0.5) * 1.333;
  const dy = y - 0.04;
  const radius = Math.hypot(dx, dy);
  const isSector = Math.abs(Math.atan2(dx, dy)) < 0.72 && radius > 0.03 && radius < 0.9;
  if (!isSector) return grey(x > 0.93 && y > 0.1 && y < 0.8 ? 220 - y * 240 : 4);
  const chambers = [
    ellipse(x, y, 0.42, 0.42, 0.085, 0.2),
    ellipse(x, y, 0.57, 0.42, 0.075, 0.19),
    ellipse(x, y, 0.41, 0.73, 0.08, 0.085),
    ellipse(x, y, 0.57, 0.73, 0.075, 0.08),
  ];
  const hollow = Math.max(...chambers.map((distance) => inside(distance, 0.22)));
  const wall = Math.max(...chambers.map((distance) => inside(Math.abs(distance - 0.12), 0.3)));
  const light = (34 + 150 * wall * (1 - hollow) + 60 * (1 - radius)) * (1 - 0.86 * hollow) * (0.75 + noise * 2.2);
  const jet = inside(ellipse(x, y, 0.415, 0.65, 0.03, 0.09), 0.5);
  return [clamp(light + 30 * jet), clamp(light + 70 * jet), clamp(light + 190 * jet)];
};

/** Two lung fields, ribs, spine and heart. */
const chest: Shader = (x, y, noise) => {
  const body = inside(ellipse(x, y, 0.5, 0.58, 0.46, 0.62), 0.12);
  const lungs = Math.max(
    inside(ellipse(x, y, 0.3, 0.46, 0.16, 0.31), 0.25),
    inside(ellipse(x, y, 0.7, 0.46, 0.155, 0.31), 0.25),
  );
  const heart = inside(ellipse(x, y, 0.55, 0.61, 0.17, 0.15), 0.3);
  const spine = inside(Math.abs(x - 0.5) - 0.035, 0.03) * (0.8 + 0.2 * Math.sin(y * 90));
  const bend = y + 0.55 * (x - 0.5) ** 2;
  const ribs = Math.max(0, Math.sin(bend * 62)) ** 3 * inside(ellipse(x, y, 0.5, 0.46, 0.4, 0.4), 0.1);
  const light = body * (128 - 96 * lungs * (1 - heart) + 40 * ribs + 52 * heart + 58 * spine) + 10;
  const marker = x > 0.86 && x < 0.89 && y > 0.05 && y < 0.1 ? 200 : 0;
  return grey(light * (0.94 + noise * 0.35) + marker);
};

/** A retina: disc, vessels, dark fovea. */
const fundus: Shader = (x, y, noise) => {
  const round = inside(Math.hypot(x - 0.5, y - 0.5) - 0.47, 0.02);
  if (round === 0) return grey(3);
  const disc = inside(ellipse(x, y, 0.68, 0.49, 0.065, 0.075), 0.5);
  const fovea = inside(ellipse(x, y, 0.38, 0.52, 0.09, 0.09), 1.4);
  const reach = Math.max(0.02, 0.68 - x);
  const vessels = [-1, 1].map((side) => {
    const course = 0.49 + side * (0.16 * Math.sqrt(reach * 2.4) + 0.02 * Math.sin(x * 26 + side));
    return inside(Math.abs(y - course) - 0.006, 0.008);
  });
  const vessel = Math.max(...vessels) * (x < 0.72 ? 1 : 0);
  const light =
    round * (1 - 0.45 * fovea) * (1 - 0.5 * vessel) * (0.9 + noise * 0.25 - Math.hypot(x - 0.5, y - 0.5) * 0.5);
  return [clamp(214 * light + 60 * disc), clamp(104 * light + 120 * disc), clamp(48 * light + 70 * disc)];
};
