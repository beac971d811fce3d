export { looksLikePatient } from "./looks-like-patient.ts";
export { matrixAddressOf, parseMatrixAddress } from "./matrix-address.ts";
export {
  neutralRoomName,
  roomCreation,
  ROOM_TYPE,
  ROOM_VERSION,
  type RoomCreation,
  type RoomWish,
} from "./room-creation.ts";
export { isPublicRoom, type RoomFacts } from "./room-facts.ts";
