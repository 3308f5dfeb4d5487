import type { ComputerModel } from './hardware-catalogue.ts'

export type Platform = 'windows' | 'linux' | 'darwin'

/**
 * How a device lives: `steady` is always on, `office` is switched on in working hours, `roaming` comes and goes,
 * `gone` stopped reporting long ago, `never` was enrolled and never reported.
 */
export type Habit = 'steady' | 'office' | 'roaming' | 'gone' | 'never'

/** Oddities a device was given on purpose, because real fleets have them. */
export interface DeviceOddities {
  /** No hardware data was ever collected. */
  readonly noHardware: boolean
  /** Hardware data in the form old software left behind: one property per object. */
  readonly oldHardware: boolean
  /** The address service failed: the public address is the word `error`. */
  readonly noPublicAddress: boolean
  /** Disks, services or software were never reported. */
  readonly bareInventory: boolean
}

/** One device of the fleet: who it is. Everything about it that changes is a function of this and the time. */
export interface FleetDevice {
  /** 1 for the first device; stable. */
  readonly id: number
  /** 40 letters. */
  readonly key: string
  readonly hostName: string
  readonly platform: Platform
  readonly kind: 'server' | 'workstation'
  readonly architecture: 'amd64' | '386' | 'arm64'
  readonly operatingSystem: string
  readonly serial: string
  readonly model: ComputerModel
  /** IANA name. */
  readonly timeZone: string
  readonly habit: Habit
  readonly oddities: DeviceOddities
  /** Version of the vendor's software on it. */
  readonly clientVersion: string
  /** The person who uses it most; empty for servers nobody signs in to. */
  readonly owner: string
  /** Starting point of everything random about this device. */
  readonly seed: number
  /** Devices 1 to 6 are fixed specimens (see the README); the first one survives every power command. */
  readonly specimen: Specimen | null
  /** True for the one device that is the computer the simulator runs on. */
  readonly isThisComputer: boolean
  /** Where it is now; `Fleet.move` changes it. */
  siteId: number
}

export type Specimen = 'lab' | 'stored-away' | 'linux-steady' | 'mac-steady' | 'old-software' | 'server-steady'
