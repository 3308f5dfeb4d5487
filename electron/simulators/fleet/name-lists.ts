/** Word lists for invented clients, sites and people. Nothing here names a real organisation. */

export const clientFirstWords = [
  'Larkspur', 'Ottermill', 'Brightwater', 'Cobalt Hill', 'Fernhollow', 'Quillstone', 'Amberlake', 'Northgate', 'Pinecrest',
  'Silverbirch', 'Tidewell', 'Copperfield', 'Harrowgate', 'Juniper', 'Kestrel', 'Marlowe', 'Oakhaven', 'Redfern', 'Stonebridge',
  'Thistledown', 'Umberland', 'Vantage', 'Willowmere', 'Yarrow', 'Zephyr', 'Ashdown', 'Birchwood', 'Calloway', 'Dunmore',
  'Eastvale', 'Foxglove', 'Greystone', 'Hollybrook', 'Ironwood', 'Jasper', 'Kingsley', 'Lindenhof', 'Moorland', 'Nettlecombe',
  'Orchard', 'Peregrine', 'Rowan', 'Saltmarsh', 'Tamarind', 'Underhill', 'Verdant', 'Westbrook', 'Alder', 'Bramble', 'Cinder',
] as const

export const clientTrades = [
  'Dental', 'Logistics', 'Veterinary', 'Legal', 'Accounting', 'Architects', 'Engineering', 'Bakery', 'Press', 'Textiles', 'Foods',
  'Property', 'Clinic', 'Opticians', 'Motors', 'Timber', 'Insurance', 'Travel', 'Academy', 'Brewing', 'Pharmacy', 'Plastics',
  'Surveyors', 'Marine', 'Media', 'Robotics', 'Housing', 'Seeds', 'Tooling', 'Archive',
] as const

/** Clients with names that are hard on a screen: umlauts, other scripts, very long, quotes. */
export const oddClientNames = [
  'Müller & Söhne Feinmechanik GmbH',
  'Łódzka Przędzalnia Bawełny',
  '株式会社みどり製作所',
  'The Society for the Preservation of Narrow Gauge Railways and Associated Rolling Stock (Eastern Counties)',
  'O\'Brien "Quick" Repairs',
  'Ærø Færgefart',
] as const

export const siteNames = [
  'Main Office', 'Warehouse', 'Branch North', 'Branch South', 'Workshop', 'Data Room', 'Harbour', 'Riverside', 'Annex', 'Home Office',
  'Showroom', 'Plant 2', 'Reception', 'Laboratory', 'Depot',
] as const

export const firstNames = [
  'Anna', 'Ben', 'Carla', 'David', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Karin', 'Liam', 'Mina', 'Noah', 'Olga', 'Pavel',
  'Quinn', 'Rosa', 'Samir', 'Tessa', 'Uwe', 'Vera', 'Wanda', 'Xenia', 'Yusuf', 'Zoe', 'Bjørn', 'Chloé', 'Dmitri', 'Søren',
] as const

export const lastNames = [
  'Abel', 'Brandt', 'Castro', 'Dahl', 'Ekström', 'Fischer', 'Gruber', 'Hansen', 'Ivanov', 'Jansen', 'Keller', 'Lopez', 'Meyer', 'Novak',
  'Okafor', 'Petrov', 'Quist', 'Rossi', 'Schmidt', 'Tanaka', 'Urban', 'Vogel', 'Weber', 'Young', 'Zimmer',
] as const

export const departments = ['Reception', 'Accounts', 'Sales', 'Design', 'Stock', 'Lab', 'Board room', 'Front desk', 'Dispatch', 'Training'] as const

/** Zones a client's devices can be in; the server's own zone is UTC. */
export const timeZones = [
  'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Europe/Warsaw', 'America/Chicago', 'Australia/Sydney',
  'Asia/Tokyo', 'Europe/Copenhagen', 'America/Sao_Paulo',
] as const
