namespace Sluice.Sharing.Lanes;

/// <summary>Where work goes that would hold up others: lanes take turns on threads that do nothing else.</summary>
/// <remarks>Callers on any thread.</remarks>
public interface IComputing : IDisposable
{
    /// <summary>Adds a piece behind all others of its lane; after the disposal it is dropped.</summary>
    void Post(Lane lane, IWork item);
}
