namespace Sluice.Sharing.Lanes;

/// <summary>Where work goes that would hold up others: lanes take turns on threads that do nothing else.</summary>
/// <remarks>Callers on any thread.</remarks>
public interface IComputing : IDisposable
{
    /// <summary>Adds a piece behind all others of its lane; after the disposal it is dropped.</summary>
    void Post(Lane<IWork> lane, IWork item);

    /// <summary>Adds a piece before all others: one that had its turn, could not go on then, and can now.</summary>
    void PostFirst(Lane<IWork> lane, IWork item);

    /// <inheritdoc cref="Ring{T}.Hold"/>
    void Hold(Lane<IWork> lane);

    /// <inheritdoc cref="Ring{T}.LetGoOn"/>
    void LetGoOn(Lane<IWork> lane);
}
