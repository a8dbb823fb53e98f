using Sluice.Server.Accounts;
using Sluice.Server.Answers;
using Sluice.Server.Audit;

namespace Sluice.Server.Admission;

/// <summary>One request on its way through a door.</summary>
internal sealed class Call(HttpContext context, AnswerBuffer answer)
{
    public HttpContext Context => context;

    public AnswerBuffer Answer => answer;

    public string RequestId { get; set; } = RequestIds.New();

    /// <summary>Null until it is known to be an operation of ours.</summary>
    public Wanted? Wanted { get; set; }

    /// <summary>Null until it is proven.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Set when the call came too soon: after which a further one may succeed.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>The code of the error; or that there was none.</summary>
    public string Outcome { get; private set; } = AuditRecord.Success;

    /// <summary>The operation's name; empty until it is known.</summary>
    public string Action => Wanted?.Operation.Name ?? "";

    /// <summary>It has come to this, instead of what the operation would have answered.</summary>
    public void Fail(int status, string code) => (Status, Outcome) = (status, code);
}
