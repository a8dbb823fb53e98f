using System.Net.Http.Headers;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Functions;

/// <summary>A checked call of a function.</summary>
/// <param name="IsAsync">The function is invoked asynchronously.</param>
/// <param name="GivesValue">The result is the function's return value itself, which must be JSON.</param>
internal sealed record FunctionCall(
    FunctionName Name, bool IsAsync, bool GivesValue, ReadOnlyMemory<byte> Event, bool EventIsJson)
{
    private const string Arn = "acs:fc:<region>:<account>:functions/<name>";

    /// <remarks>
    /// Besides the documented parameters there is <c>result</c>: with the value <c>value</c>, which the classic language
    /// sets, the function's return value is not wrapped. Source: definition language, section 10.2.
    /// </remarks>
    public static Outcome<FunctionCall> Read(TaskCall call)
    {
        var parameters = (JsonObject)call.Parameters.Value;
        if (parameters.Get("resourceArn") is not JsonString { Value: var arn })
        {
            return StepFailure.InvalidArgument("resourceArn", $"it must be the name of a function, such as {Arn}");
        }

        if (!FunctionName.TryParse(arn, out var name))
        {
            return StepFailure.InvalidArgument("resourceArn", $"'{Short(arn)}' is not of the form {Arn}");
        }

        bool? isAsync = parameters.Get("invocationType") switch
        {
            JsonNull or JsonString { Value: "Sync" } => false,
            JsonString { Value: "Async" } => true,
            _ => null,
        };
        if (isAsync is null)
        {
            return StepFailure.InvalidArgument("invocationType", "it must be Sync or Async");
        }

        var body = parameters.Get("body");
        var text = body switch
        {
            JsonNull => "",
            JsonString given => given.Value,
            _ => body.ToString(),
        };
        return new FunctionCall(
            name,
            isAsync.Value,
            parameters.Get("result") is JsonString { Value: "value" },
            Encoding.UTF8.GetBytes(text),
            body is not (JsonNull or JsonString));
    }

    /// <summary>The request to a program with a custom runtime.</summary>
    /// <param name="attemptKey">The same when the attempt is made again: request id and idempotency key.</param>
    public HttpRequestMessage ToMessage(Uri url, string attemptKey)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(Event) };
        message.Content.Headers.ContentType =
            new MediaTypeHeaderValue(EventIsJson ? "application/json" : "application/octet-stream");
        Add("User-Agent", "Sluice");
        Add(HeaderRules.IdempotencyKey, attemptKey);
        Add("X-Fc-Request-Id", attemptKey);
        Add("X-Fc-Function-Name", Name.Function);
        Add("X-Fc-Service-Name", Name.Service);
        Add("X-Fc-Qualifier", Name.Qualifier);
        Add("X-Fc-Invocation-Type", IsAsync ? "Async" : "Sync");
        return message;

        void Add(string header, string? value)
        {
            if (value is not null && HeaderRules.ProblemWithValue(value) is null)
            {
                message.Headers.TryAddWithoutValidation(header, value);
            }
        }
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
