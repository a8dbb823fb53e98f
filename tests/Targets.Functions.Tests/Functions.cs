using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Targets.Functions.Tests;

/// <summary>Makes and runs calls of functions as the engine would.</summary>
internal static class Functions
{
    public const string Arn = "acs:fc:::services/shop.LATEST/functions/price";

    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TaskCall Call(string parameters, string? token = null, int maxResultBytes = 64 * 1024) => new(
        FunctionTarget.InvokeFunction, JsonPayload.Of(Json(parameters)), token, "attempt-7", maxResultBytes, Context);

    private static TaskContext Context { get; } =
        new(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue);

    /// <summary>Parameters with the usual function and these members besides.</summary>
    public static string With(string members) => $$"""{"resourceArn":"{{Arn}}"{{(members.Length == 0 ? "" : ",")}}{{members}}}""";

    public static FunctionTarget Target(string url, string pattern = "*") =>
        new(new FunctionTargetOptions { Functions = [new(pattern, new Uri(url))] });

    public static async Task<Outcome<JsonPayload>> InvokeAsync(string url, TaskCall call)
    {
        await using var target = Target(url);
        return await target.InvokeAsync(call, CancellationToken.None).WaitAsync(Patience);
    }

    public static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new ArgumentException(problem);

    public static FunctionTarget Target(FunctionBackend backend) =>
        new(new FunctionTargetOptions { Functions = [new("*", backend)] });

    public static async Task<Outcome<JsonPayload>> InvokeAsync(FunctionBackend backend, TaskCall call)
    {
        await using var target = Target(backend);
        return await target.InvokeAsync(call, CancellationToken.None).WaitAsync(Patience);
    }
}
