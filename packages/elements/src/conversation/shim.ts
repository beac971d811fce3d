export { KonsilElement } from "../base/konsil-element.ts";
export { icon } from "../base/icon.ts";
export { avatar, avatarStyles } from "../base/avatar.ts";
