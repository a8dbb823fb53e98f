using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Targets.Http.Tests;

/// <summary>Makes and runs tasks as the engine would.</summary>
internal static class Tasks
{
    public const string Token = "token-of-this-attempt";
    public const string IdempotencyKey = "attempt-7";

    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A GET of this URL, with more parameters and with replacements where names are the same.</summary>
    public static TaskCall Get(string url, params (string Name, JsonValue Value)[] parameters) => Call(JsonObject.Merge(
        JsonObject.Of(("url", JsonValue.Of(url)), ("method", JsonValue.Of("GET"))), JsonObject.Of(parameters)));

    public static TaskCall Call(JsonObject parameters) =>
        new(HttpTarget.Request, JsonPayload.Of(parameters), TaskToken: null, IdempotencyKey, MaxResultBytes: 64 * 1024, Context);

    private static TaskContext Context { get; } =
        new(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue);

    public static JsonObject Map(params (string Name, JsonValue Value)[] members) => JsonObject.Of(members);

    public static JsonValue Text(string text) => JsonValue.Of(text);

    public static JsonValue Parse(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new ArgumentException(problem);

    public static async Task<Outcome<JsonPayload>> InvokeAsync(
        TaskCall call, HttpTargetOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var target = new HttpTarget(options ?? new HttpTargetOptions());
        return await target.InvokeAsync(call, cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }

    public static async Task<JsonObject> ResultAsync(TaskCall call) =>
        Assert.IsType<JsonObject>((await InvokeAsync(call)).Value.Value);

    public static async Task<StepFailure> FailureAsync(TaskCall call, HttpTargetOptions? options = null)
    {
        var outcome = await InvokeAsync(call, options);
        Assert.NotNull(outcome.Failure);
        return outcome.Failure;
    }
}
