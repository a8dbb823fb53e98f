using System.Diagnostics.CodeAnalysis;

namespace Sluice.Model;

/// <summary>A value, or the failure that stands in its place.</summary>
public readonly struct Outcome<T>
{
    private readonly T _value;

    private Outcome(T value, StepFailure? failure) => (_value, Failure) = (value, failure);

    /// <summary>Null when there is a value.</summary>
    public StepFailure? Failure { get; }

    /// <exception cref="InvalidOperationException">There is a failure instead.</exception>
    public T Value => Failure is null
        ? _value
        : throw new InvalidOperationException($"No value: {Failure.Code}: {Failure.Cause}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(StepFailure failure) => new(default!, failure);

    /// <summary>The value, when there is no failure.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out StepFailure? failure)
    {
        (value, failure) = (_value, Failure);
        return failure is null;
    }
}
