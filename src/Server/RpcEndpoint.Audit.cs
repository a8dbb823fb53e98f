using Sluice.Server.Accounts;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Wire;

namespace Sluice.Server;

internal sealed partial class RpcEndpoint
{
    /// <summary>Parameters that name what a call is about, and nothing of what it carries.</summary>
    private static readonly string[] NamingParameters =
    [
        "FlowName", "Name", "ExecutionName", "ScheduleName", "MapRunName", "FlowVersion", "Qualifier", "Account",
        "UserName", "UserAccessKeyId", "RoleName", "RoleArn", "RoleSessionName",
    ];

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
                NamesOf(call.Request!.Parameters),
                call.Status,
                call.Outcome,
                (long)milliseconds));
        }
    }

    private static Dictionary<string, string> NamesOf(Parameters parameters)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in NamingParameters)
        {
            if (parameters.Plain(name) is { Length: > 0 } value)
            {
                names.Add(name, Shown.Short(value));
            }
        }

        return names;
    }
}
