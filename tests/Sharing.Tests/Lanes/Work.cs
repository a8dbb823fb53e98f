using Sluice.Sharing.Lanes;

namespace Sluice.Sharing.Tests.Lanes;

/// <summary>A piece that only says what it would have taken.</summary>
internal sealed record Work(int Number, long Cost) : IWork
{
    public long Run() => Cost;
}
