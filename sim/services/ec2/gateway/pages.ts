/** The page sizes of every list of the transit gateway; SearchTransitGatewayRoutes alone documents its default. */
export const pages = { min: 5, max: 1000, default: 1000 } as const;
