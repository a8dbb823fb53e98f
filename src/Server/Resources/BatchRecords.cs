using System.Globalization;
using Sluice.Engine.Batches;
using Sluice.Server.Audit;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>Records what batches do, each execution as a call of whoever asked for the batch.</summary>
internal sealed class BatchRecords(AuditLog audit, TimeProvider time)
{
    public void Note(BatchedCall call)
    {
        var status = call.Outcome?.HttpStatus ?? StatusCodes.Status200OK;
        if (!audit.Wants(mutates: true, status))
        {
            return;
        }

        var (batch, order) = (call.Batch, call.Batch.Order);
        audit.Note(new AuditRecord(
            time.GetUtcNow(),
            RequestId: "",
            batch.Account.Value,
            order.By,
            order.AccessKeyId,
            SourceIp: "",
            OwnDoor.Service,
            $"{order.Action}Execution",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["flow"] = call.Flow,
                ["name"] = call.Execution,
                ["batch"] = batch.Id.ToString(CultureInfo.InvariantCulture),
            },
            status,
            call.Outcome?.Code ?? AuditRecord.Success,
            Milliseconds: 0));
    }
}
