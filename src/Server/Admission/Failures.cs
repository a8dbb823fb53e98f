using Sluice.Engine.Commits;
using Sluice.Model;
using Sluice.Server.Errors;
using Sluice.Storage;

namespace Sluice.Server.Admission;

/// <summary>What a caller is told of whatever went wrong with a call; the log has the rest.</summary>
internal sealed partial class Failures(ILogger logger)
{
    private readonly DamageReports _damage = new(TimeProvider.System, logger);

    public ApiException Of(Exception problem, Call call)
    {
        switch (problem)
        {
            case ApiException error:
                if (error.HttpStatus == StatusCodes.Status429TooManyRequests && call.Wanted is null)
                {
                    // The rest of its body is not waited for.
                    CloseBehind(call.Context);
                }

                return error;
            case StoreRefusedException refused:
                // The log has it from the engine, once a minute.
                return ApiException.StoreCannotWrite(refused.Message, refused);
            case StoreDamagedException damage:
                _damage.Note(damage);
                return ApiException.Damaged(damage.Message, damage);
            case OutOfMemoryException:
                call.Visit.NoteRunOut();
                CloseBehind(call.Context);
                return ApiException.ResourceThrottled("the server has run out of memory (setting memory.budgetMegabytes)");
            case BadHttpRequestException broken:
                CloseBehind(call.Context);
                return Refusals.ByStatus(broken.StatusCode);
            default:
                LogFailure(problem, call.RequestId, call.Action);
                return ApiException.InternalServerError(problem);
        }
    }

    /// <summary>Where the next request of this connection would begin cannot be known any more.</summary>
    private static void CloseBehind(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
    }

    [LoggerMessage(2, LogLevel.Error, "{RequestId} {Action} failed inside the server.")]
    private partial void LogFailure(Exception bug, string requestId, string action);
}
