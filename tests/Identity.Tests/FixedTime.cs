namespace Sluice.Identity.Tests;

/// <summary>A clock that stands at <see cref="Some.Moment"/>.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Some.Moment;
}
