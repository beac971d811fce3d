export { Engine } from "./engine.ts";
export { createBot, type Bot, type BotOptions } from "./bot/create-bot.ts";
