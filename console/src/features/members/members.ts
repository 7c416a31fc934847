import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { keys } from "@/api/keys";
import type { Grant, Member } from "@/api/types";

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: async ({ signal }): Promise<Member[]> => (await unwrap(api.GET("/members", { signal }))).items,
});

export interface Access {
  admin: boolean;
  grants: Grant[];
}

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.members });
}

export function useInvite() {
  return useMutation({
    mutationFn: (body: Access & { login: string; name: string }) => unwrap(api.POST("/members", { body })),
    onSuccess: useRefresh(),
  });
}

export const useNewLink = () =>
  useMutation({
    mutationFn: (member: string) =>
      unwrap(api.POST("/members/{member}/link", { params: { path: { member } } })),
  });

export function useSetAccess(member: string) {
  return useMutation({
    mutationFn: (body: Access) =>
      unwrap(api.PUT("/members/{member}/grants", { params: { path: { member } }, body })),
    onSuccess: useRefresh(),
  });
}

export function useRemove() {
  return useMutation({
    mutationFn: (member: string) => unwrap(api.DELETE("/members/{member}", { params: { path: { member } } })),
    onSuccess: useRefresh(),
  });
}
