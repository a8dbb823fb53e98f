using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>A function whose answers are known beforehand: one after another, the last one from then on.</summary>
/// <param name="name">Tells it from other mocks.</param>
internal sealed class MockHost(string name, IReadOnlyList<MockAnswer> answers, int jsonDepth) : IFunctionHost
{
    private readonly Queue<MockAnswer> _answers = new(answers);

    public CallPlace Place { get; } = new($"mock {name}");

    public Task<Outcome<JsonPayload>> InvokeAsync(
        FunctionCall function, TaskCall call, bool isHandedOver, CancellationToken cancellationToken)
    {
        var answer = Next();
        return Task.FromResult(answer.Returns is { } value
            ? FunctionAnswer.OfValue(value.Utf8.ToArray(), function, call, jsonDepth)
            : new StepFailure(answer.Fails!, answer.Cause));
    }

    private MockAnswer Next()
    {
        lock (_answers)
        {
            return _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }
    }
}
