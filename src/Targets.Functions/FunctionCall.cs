using System.Text;
using Sluice.Model;
using Sluice.Model.Json;

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

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
