using System.Globalization;
using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Answers;
using Sluice.Server.Routing;
using Sluice.Server.Wire;

namespace Sluice.Server.OwnApi;

/// <summary>The form of the own API: paths name things, bodies and answers are JSON, errors are small objects.</summary>
internal sealed class OwnCodec(RouteTable routes, Limits limits) : ICodec
{
    public async ValueTask<Wanted> DecodeAsync(Call call)
    {
        var http = call.Context.Request;
        var path = OwnPath.Of(call.Context);
        var (resource, values) = Find(call.Context, path);
        var body = await RequestBody.ReadAsync(call.Context, limits.RequestBytes, call.Context.RequestAborted);
        var request = OwnRequests.Read(http, path, resource, values, body, limits);
        var wanted = new Wanted(request, resource.Operation, OwnDoor.Service);
        call.Wanted = wanted;
        return wanted;
    }

    public void Open(Call call) => call.Answer.Json.WriteStartObject();

    public void Close(Call call) => call.Answer.Json.WriteEndObject();

    public void WriteError(Call call, ApiException error)
    {
        var json = call.Answer.Json;
        json.WriteStartObject();
        json.WriteString("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        json.WriteString("requestId"u8, call.RequestId);
        if (error.Problems.Count > 0)
        {
            WriteProblems(json, error.Problems);
        }

        json.WriteEndObject();
    }

    public Answer Finish(Call call)
    {
        var headers = call.Context.Response.Headers;
        headers["x-acs-request-id"] = call.RequestId;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        if (call.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (call.Besides?.Cookie is { } cookie)
        {
            headers.Append("Set-Cookie", cookie);
        }

        return call.Besides?.Pieces is { } pieces
            ? Answer.Streamed("text/event-stream", pieces)
            : Answer.Buffered(call.Status, AnswerBuffer.ContentType, call.Answer.Written);
    }

    /// <summary>What is wrong with a definition, as every answer shows it.</summary>
    public static void WriteProblems(Utf8JsonWriter json, IEnumerable<DefinitionProblem> problems)
    {
        json.WriteStartArray("diagnostics"u8);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, problem.Code);
            json.WriteString("severity"u8, problem.Severity);
            json.WriteString("message"u8, problem.Message);
            json.WriteString("hint"u8, problem.Hint);
            json.WriteNumber("line"u8, problem.Line);
            json.WriteNumber("column"u8, problem.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private (Resource Resource, IReadOnlyList<string> Values) Find(HttpContext context, OwnPath path)
    {
        string? allowed = null;
        try
        {
            return routes.Find(context.Request.Method, path, out allowed);
        }
        finally
        {
            if (allowed is not null)
            {
                context.Response.Headers.Allow = allowed;
            }
        }
    }
}
