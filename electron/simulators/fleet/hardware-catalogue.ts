/** Form of a computer; decides its disks, its network and how it is used. */
export type Form = 'laptop' | 'desktop' | 'server' | 'virtual' | 'mac'

/** One computer model the fleet is built from. */
export interface ComputerModel {
  readonly make: string
  readonly model: string
  readonly form: Form
  /** Indexes into `processors` this model is sold with. */
  readonly processors: readonly number[]
  /** Letters and digits: `#` is a digit, `@` an upper-case letter, `*` either. */
  readonly serialPattern: string
}

export interface Processor {
  readonly name: string
  readonly vendor: string
  readonly cores: number
  readonly threads: number
  readonly megahertz: number
}

export interface DiskModel {
  readonly model: string
  readonly vendor: string
  readonly gigabytes: number
  readonly bus: 'SCSI' | 'IDE' | 'USB'
  readonly media: 'SSD' | 'HDD'
}

export const processors: readonly Processor[] = [
  { name: 'Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz', vendor: 'GenuineIntel', cores: 4, threads: 8, megahertz: 1896 },
  { name: '11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz', vendor: 'GenuineIntel', cores: 4, threads: 8, megahertz: 2803 },
  { name: '13th Gen Intel(R) Core(TM) i5-1345U', vendor: 'GenuineIntel', cores: 10, threads: 12, megahertz: 1600 },
  { name: 'Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz', vendor: 'GenuineIntel', cores: 6, threads: 12, megahertz: 3096 },
  { name: 'AMD Ryzen 5 PRO 5650U with Radeon Graphics', vendor: 'AuthenticAMD', cores: 6, threads: 12, megahertz: 2301 },
  { name: 'AMD Ryzen 9 3900X 12-Core Processor', vendor: 'AuthenticAMD', cores: 12, threads: 24, megahertz: 3800 },
  { name: 'Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz', vendor: 'GenuineIntel', cores: 10, threads: 20, megahertz: 2394 },
  { name: 'Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz', vendor: 'GenuineIntel', cores: 28, threads: 56, megahertz: 1995 },
  { name: 'AMD EPYC 7313 16-Core Processor', vendor: 'AuthenticAMD', cores: 16, threads: 32, megahertz: 2994 },
  { name: 'Apple M2', vendor: 'Apple', cores: 8, threads: 8, megahertz: 3490 },
  { name: 'Apple M1 Pro', vendor: 'Apple', cores: 10, threads: 10, megahertz: 3220 },
]

export const computerModels: readonly ComputerModel[] = [
  { make: 'Dell Inc.', model: 'Latitude 5520', form: 'laptop', processors: [1, 2], serialPattern: '*******' },
  { make: 'Dell Inc.', model: 'OptiPlex 7080', form: 'desktop', processors: [3], serialPattern: '*******' },
  { make: 'LENOVO', model: '20S0S0F200', form: 'laptop', processors: [0, 1], serialPattern: 'PF#@****' },
  { make: 'LENOVO', model: '11SDS0X200', form: 'desktop', processors: [3], serialPattern: 'MJ0*****' },
  { make: 'HP', model: 'HP EliteBook 845 G8 Notebook PC', form: 'laptop', processors: [4], serialPattern: '5CG#######' },
  { make: 'HP', model: 'HP ProDesk 600 G6 Small Form Factor PC', form: 'desktop', processors: [3], serialPattern: 'CZC#######' },
  { make: 'Gigabyte Technology Co., Ltd.', model: 'X570 AORUS ULTRA', form: 'desktop', processors: [5], serialPattern: 'Default string' },
  { make: 'Microsoft Corporation', model: 'Surface Laptop 4', form: 'laptop', processors: [1, 4], serialPattern: '############' },
  { make: 'HPE', model: 'ProLiant DL380 Gen10', form: 'server', processors: [6, 7], serialPattern: 'CZJ#######' },
  { make: 'Dell Inc.', model: 'PowerEdge R6515', form: 'server', processors: [8], serialPattern: '*******' },
  { make: 'VMware, Inc.', model: 'VMware Virtual Platform', form: 'virtual', processors: [6, 7], serialPattern: 'VMware-56 4d ## ## ## @# ## ##-## @# ## ## ## ## @# ##' },
  { make: 'Microsoft Corporation', model: 'Virtual Machine', form: 'virtual', processors: [6, 8], serialPattern: '####-####-####-####-####-####-##' },
  { make: 'QEMU', model: 'Standard PC (Q35 + ICH9, 2009)', form: 'virtual', processors: [8], serialPattern: '' },
  { make: 'Apple', model: 'Mac14,2', form: 'mac', processors: [9], serialPattern: '@##@*****@@' },
  { make: 'Apple', model: 'MacBookPro18,3', form: 'mac', processors: [10], serialPattern: '@##@*****@@' },
]

export const diskModels: readonly DiskModel[] = [
  { model: 'Samsung SSD 980 PRO 1TB', vendor: 'Samsung', gigabytes: 1000, bus: 'SCSI', media: 'SSD' },
  { model: 'KXG60ZNV512G NVMe TOSHIBA 512GB', vendor: 'TOSHIBA', gigabytes: 512, bus: 'SCSI', media: 'SSD' },
  { model: 'Samsung SSD 860 EVO 500GB', vendor: 'Samsung', gigabytes: 500, bus: 'IDE', media: 'SSD' },
  { model: 'WDC WD60EFRX-68MYMN1', vendor: 'WDC', gigabytes: 6001, bus: 'IDE', media: 'HDD' },
  { model: 'ST2000DM008-2FR102', vendor: 'Seagate', gigabytes: 2000, bus: 'IDE', media: 'HDD' },
  { model: 'HPE LOGICAL VOLUME', vendor: 'HPE', gigabytes: 1920, bus: 'SCSI', media: 'SSD' },
  { model: 'VMware Virtual disk SCSI Disk Device', vendor: 'VMware', gigabytes: 107, bus: 'SCSI', media: 'HDD' },
  { model: 'QEMU HARDDISK', vendor: 'QEMU', gigabytes: 54, bus: 'SCSI', media: 'HDD' },
  { model: 'APPLE SSD AP0512Z', vendor: 'Apple', gigabytes: 500, bus: 'SCSI', media: 'SSD' },
]

/** Disk models a form of computer may have, as indexes into `diskModels`. */
export const disksByForm: Readonly<Record<Form, readonly number[]>> = {
  laptop: [0, 1], desktop: [1, 2, 4], server: [5, 3], virtual: [6, 7], mac: [8],
}

export const graphicsByForm: Readonly<Record<Form, readonly string[]>> = {
  laptop: ['Intel(R) Iris(R) Xe Graphics', 'AMD Radeon(TM) Graphics'],
  desktop: ['Intel(R) UHD Graphics 630', 'NVIDIA Quadro P520, Intel(R) UHD Graphics 620', 'NVIDIA GeForce GTX 1660'],
  server: ['Microsoft Basic Display Adapter', 'Matrox G200eW3 (Nuvoton) WDDM 2.0'],
  virtual: ['VMware SVGA 3D', 'Microsoft Hyper-V Video'],
  mac: ['Apple M2'],
}

/** Serial numbers of boards nobody programmed: useless for telling devices apart. */
export const junkSerials = ['To be filled by O.E.M.', 'System Serial Number', 'Default string', '0', 'None', '123456789'] as const
