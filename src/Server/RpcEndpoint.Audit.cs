using Sluice.Server.Accounts;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server;

internal sealed partial class RpcEndpoint
{
    private void NoteCall(Call call, double milliseconds)
    {
        if (guards.Audit is { } audit && call.Operation is { } operation && audit.Wants(operation.Mutates, call.Status))
        {
            audit.Note(new AuditRecord(
                guards.Time.GetUtcNow(),
                call.RequestId,
                call.Caller?.Account.Value ?? "",
                call.Caller?.Arn ?? "",
                call.Caller?.AccessKeyId ?? Shown.Short(Credentials.ClaimedKey(call.Request!)),
                Origin.Of(call.Context).Address?.ToString() ?? "",
                call.Service,
                operation.Name,
                operation.NamesOf(call.Request!.Parameters),
                call.Status,
                call.Outcome,
                (long)milliseconds));
        }
    }
}
