import { z } from 'zod'

/** Ids are short printable texts; the brand keeps one kind from being passed as another. */
const id = <Brand extends string>() => z.string().min(1).max(64).regex(/^[A-Za-z0-9_.-]+$/).brand<Brand>()

export const CompanyId = id<'CompanyId'>()
export type CompanyId = z.infer<typeof CompanyId>
export const AccountId = id<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>
export const DeviceId = id<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>
export const OperationId = id<'OperationId'>()
export type OperationId = z.infer<typeof OperationId>
export const ShellId = id<'ShellId'>()
export type ShellId = z.infer<typeof ShellId>
export const ReviewId = id<'ReviewId'>()
export type ReviewId = z.infer<typeof ReviewId>
export const TraceId = id<'TraceId'>()
export type TraceId = z.infer<typeof TraceId>

/** The vendor's own id of a device; opaque to everything but the provider that issued it. */
export const RemoteId = z.string().min(1).max(200)
export type RemoteId = z.infer<typeof RemoteId>
