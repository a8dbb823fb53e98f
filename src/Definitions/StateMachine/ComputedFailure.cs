using Sluice.Model;

namespace Sluice.Definitions.StateMachine;

/// <summary>The error of a Fail state, from its Code and its Detail.</summary>
internal sealed class ComputedFailure : Computed<StepFailure>
{
    private readonly Computed<string> _code;
    private readonly Computed<string> _detail;

    private ComputedFailure(Computed<string> code, Computed<string> detail) => (_code, _detail) = (code, detail);

    public static Computed<StepFailure> Of(Computed<string> code, Computed<string> detail) =>
        code is Constant<string> knownCode && detail is Constant<string> knownDetail
            ? new Constant<StepFailure>(new(knownCode.Value, knownDetail.Value))
            : new ComputedFailure(code, detail);

    public override Outcome<StepFailure> Evaluate(Variables variables)
    {
        if (!_code.Evaluate(variables).TryGet(out var code, out var failure)
            || !_detail.Evaluate(variables).TryGet(out var detail, out failure))
        {
            return Failed<StepFailure>(failure);
        }

        return Given(new StepFailure(code, detail));
    }

    // Where the value itself is a failure, only a type parameter tells the two conversions apart.
    private static Outcome<T> Given<T>(T value) => value;

    private static Outcome<T> Failed<T>(StepFailure failure) => failure;
}
