using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>Flows: create, change, delete, show.</summary>
public sealed class FlowService
{
    /// <exception cref="Model.ApiException">
    /// <c>InvalidArgument</c> with all problems of the definition, <c>FlowAlreadyExists</c>, <c>ResourceThrottled</c>.
    /// </exception>
    public Task<FlowView> CreateAsync(NewFlow request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <exception cref="Model.ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ConcurrentUpdateError</c>.
    /// </exception>
    public Task<FlowView> UpdateAsync(FlowUpdate request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <exception cref="Model.ApiException"><c>FlowNotExists</c>.</exception>
    public Task DeleteAsync(FlowName name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <param name="version">A published version; null for the working copy.</param>
    /// <exception cref="Model.ApiException"><c>FlowNotExists</c>, <c>FlowVersionNotExists</c>.</exception>
    public Task<FlowView> GetAsync(FlowName name, string? version, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Flows by name ascending.</summary>
    /// <param name="after">Only names above this one; null from the beginning.</param>
    public Task<FlowPage> ListAsync(
        string? after, string? resourceGroup, int limit, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
