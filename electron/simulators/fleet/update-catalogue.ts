/** One Windows update as the catalogue knows it. */
export interface UpdateTitle {
  readonly kb: string
  /** `{os}` is replaced by the device's product. */
  readonly title: string
  readonly severity: 'Critical' | 'Important' | 'Moderate' | 'Low' | ''
  readonly category: string
}

/** Newest last. */
export const updateCatalogue: readonly UpdateTitle[] = [
  { kb: 'KB5031356', title: '2025-10 Cumulative Update for {os} (KB5031356)', severity: 'Important', category: 'Security Updates' },
  { kb: 'KB890830', title: 'Windows Malicious Software Removal Tool x64 - v5.130 (KB890830)', severity: '', category: 'Update Rollups' },
  { kb: 'KB5033372', title: '2025-12 Cumulative Update for {os} (KB5033372)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5034122', title: '2026-01 Cumulative Update for {os} (KB5034122)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5034466', title: '2026-01 Cumulative Update for .NET Framework 3.5 and 4.8.1 (KB5034466)', severity: 'Important', category: 'Security Updates' },
  { kb: 'KB5034763', title: '2026-02 Cumulative Update for {os} (KB5034763)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB4023057', title: 'Update for {os} (KB4023057)', severity: 'Moderate', category: 'Critical Updates' },
  { kb: 'KB5035849', title: '2026-03 Cumulative Update for {os} (KB5035849)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB2267602', title: 'Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.421.312.0)', severity: '', category: 'Definition Updates' },
  { kb: 'KB5036893', title: '2026-04 Cumulative Update for {os} (KB5036893)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5037591', title: '2026-05 Cumulative Update for .NET Framework 3.5 and 4.8.1 (KB5037591)', severity: 'Important', category: 'Security Updates' },
  { kb: 'KB5037771', title: '2026-05 Cumulative Update for {os} (KB5037771)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5039211', title: '2026-06 Cumulative Update for {os} (KB5039211)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5001716', title: 'Update for Windows Update Service components (KB5001716)', severity: 'Low', category: 'Critical Updates' },
  { kb: 'KB5040442', title: '2026-07 Cumulative Update for {os} (KB5040442)', severity: 'Important', category: 'Security Updates' },
  { kb: 'KB5041585', title: '2026-08 Cumulative Update for {os} (KB5041585)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5042099', title: '2026-08 Cumulative Update for .NET Framework 3.5 and 4.8.1 (KB5042099)', severity: 'Moderate', category: 'Updates' },
  { kb: 'KB5043076', title: '2026-09 Cumulative Update for {os} (KB5043076)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5044285', title: '2026-10 Cumulative Update for {os} (KB5044285)', severity: 'Critical', category: 'Security Updates' },
  { kb: 'KB5046633', title: '2026-11 Cumulative Update for {os} (KB5046633)', severity: 'Critical', category: 'Security Updates' },
]
