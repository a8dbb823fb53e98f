using Sluice.Identity.Callers;
using Sluice.Server.Answers;
using Sluice.Server.Audit;
using Sluice.Server.Guests;
using Sluice.Server.Operations;

namespace Sluice.Server.Admission;

/// <summary>One request on its way through a door.</summary>
internal sealed class Call(HttpContext context, Visit visit, AnswerBuffer answer)
{
    public HttpContext Context => context;

    /// <summary>On whose account it counts, and the memory that it holds.</summary>
    public Visit Visit => visit;

    public AnswerBuffer Answer => answer;

    /// <summary>From where it came.</summary>
    /// <remarks>A listener for both families shows addresses of the older one in the form of the newer.</remarks>
    public Origin Origin => new(
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : context.Connection.RemoteIpAddress,
        context.Request.IsHttps);

    public string RequestId { get; set; } = RequestIds.New();

    /// <summary>Null until it is known to be an operation of ours.</summary>
    public Wanted? Wanted { get; set; }

    /// <summary>Null until it is proven.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Set when the call came too soon: after which a further one may succeed.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>What the answer has beside its JSON; null when it is nothing else.</summary>
    public Besides? Besides { get; set; }

    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>The code of the error; or that there was none.</summary>
    public string Outcome { get; private set; } = AuditRecord.Success;

    /// <summary>The operation's name; empty until it is known.</summary>
    public string Action => Wanted?.Operation.Name ?? "";

    /// <summary>It has come to this, instead of what the operation would have answered.</summary>
    public void Fail(int status, string code) => (Status, Outcome, Besides) = (status, code, null);
}
