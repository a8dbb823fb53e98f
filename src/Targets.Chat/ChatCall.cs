using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Chat;

/// <summary>A checked <c>Ext.LLM:Chat</c>.</summary>
/// <param name="Format">Null for text.</param>
/// <param name="ToolChoice">Null for what the service does by itself.</param>
/// <param name="IsStreamed">The answer comes piece by piece; the result is the same.</param>
/// <remarks>Messages and tools have the form of OpenAI's protocol, so that an answer can be put behind the messages as it is.</remarks>
internal sealed record ChatCall(
    string Model,
    IReadOnlyList<ChatTurn> Messages,
    IReadOnlyList<ChatTool> Tools,
    ToolChoice? ToolChoice,
    ChatFormat? Format,
    ChatTuning Tuning,
    bool IsStreamed)
{
    private const int MostStops = 4;

    public static Outcome<ChatCall> Read(TaskCall call, ChatTargetOptions options)
    {
        try
        {
            return Read((JsonObject)call.Parameters.Value, options);
        }
        catch (UnusableParameterException e)
        {
            return StepFailure.InvalidArgument(e.Parameter, e.Message);
        }
    }

    private static ChatCall Read(JsonObject parameters, ChatTargetOptions options)
    {
        var tools = ChatTool.ReadAll(parameters.Get("tools"));
        return new(
            ReadModel(parameters.Get("model"), options.Models),
            ChatTurn.ReadAll(parameters.Get("messages")),
            tools,
            Chat.ToolChoice.Read(parameters.Get("toolChoice"), tools),
            ChatFormat.Read(parameters.Get("responseFormat")),
            new ChatTuning(
                ReadMaxTokens(parameters.Get("maxTokens"), options.MaxOutputTokens),
                ReadNumber("temperature", parameters.Get("temperature"), 0, 2),
                ReadNumber("topP", parameters.Get("topP"), 0, 1),
                ReadWhole("seed", parameters.Get("seed"), long.MinValue, long.MaxValue),
                ReadStops(parameters.Get("stop"))),
            parameters.Get("stream") switch
            {
                JsonNull => false,
                JsonBoolean stream => stream.Value,
                _ => throw new UnusableParameterException("stream", "it must be true or false"),
            });
    }

    private static string ReadModel(JsonValue given, IReadOnlyList<string> models) => given switch
    {
        JsonNull when models.Count > 0 => models[0],
        JsonNull => throw new UnusableParameterException("model", "it is required, unless the setting chat.models names some"),
        JsonString { Value.Length: > 0 } name when models.Count == 0 || models.Contains(name.Value) => name.Value,
        JsonString { Value.Length: > 0 } => throw new UnusableParameterException(
            "model", $"it must be one of chat.models: {string.Join(", ", models)}"),
        _ => throw new UnusableParameterException("model", "it must be the name of a model"),
    };

    private static int? ReadMaxTokens(JsonValue given, int? most)
    {
        var asked = (int?)ReadWhole("maxTokens", given, 1, int.MaxValue);
        return asked > most
            ? throw new UnusableParameterException("maxTokens", $"it must be at most {most}, which chat.maxOutputTokens says")
            : asked ?? most;
    }

    private static IReadOnlyList<string> ReadStops(JsonValue given) => given switch
    {
        JsonNull => [],
        JsonString { Value.Length: > 0 } one => [one.Value],
        JsonArray { Count: > 0 and <= MostStops } many when many.Items.ToArray().All(stop => stop is JsonString { Value.Length: > 0 }) =>
            [.. many.Items.ToArray().Select(stop => ((JsonString)stop).Value)],
        _ => throw new UnusableParameterException("stop", $"it must be a text, or one to {MostStops} of them"),
    };

    private static float? ReadNumber(string name, JsonValue given, double least, double most) => given switch
    {
        JsonNull => null,
        JsonNumber number when number.Double >= least && number.Double <= most => (float)number.Double,
        _ => throw new UnusableParameterException(name, $"it must be a number from {least} to {most}"),
    };

    private static long? ReadWhole(string name, JsonValue given, long least, long most) => given switch
    {
        JsonNull => null,
        JsonNumber { IsInteger: true } number when number.Int64 >= least && number.Int64 <= most => number.Int64,
        _ => throw new UnusableParameterException(name, least == 1 ? "it must be a whole number of 1 or more" : "it must be a whole number"),
    };
}

/// <summary>How the model is to answer.</summary>
/// <param name="MaxTokens">Null for as many as the service gives, and so on for the others.</param>
internal sealed record ChatTuning(int? MaxTokens, float? Temperature, float? TopP, long? Seed, IReadOnlyList<string> Stops);

/// <summary>Ends the reading at the first bad parameter; never leaves this room.</summary>
internal sealed class UnusableParameterException(string parameter, string problem) : Exception(problem)
{
    public string Parameter { get; } = parameter;
}
